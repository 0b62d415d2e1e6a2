public import SNNFormats

/// What a Keras file holds, taken out of HDF5: the description of the layers and the weights.
///
/// This is the only step that the HDF5 library is needed for.  A command runs it in a process of
/// its own, because the library may crash on a damaged file:
///
///     // In the other process, whose standard output is a pipe:
///     FileHandle.standardOutput.write(Data(KerasArchive.reply(readingFileAt: path)))
///     // In the command:
///     let file = try KerasFile(reply: bytes, name: path)
///
/// The bytes between the two are a safetensors file, so that everything behind the library is read
/// by the checked readers of this package.
public struct KerasArchive: Sendable {
  /// The description of the model in JSON, as Keras wrote it; nil in a file of weights alone.
  public let config: String?

  /// The weights.
  ///
  /// Their names are those of the layer and of the variable, `conv2d/kernel`, as far as the file
  /// tells them, and otherwise the place in the file, `layers/conv2d/vars/0`.  They differ, and the
  /// numbers are finite.
  public let tensors: [StoredTensor]

  /// A model in parts.
  ///
  /// - Parameters:
  ///   - config: the description of the model in JSON.
  ///   - tensors: the weights.
  /// - Throws: an error of kind `badData` when two weights have one name or one of them holds a NaN
  ///   or infinite number.
  public init(config: String?, tensors: [StoredTensor]) throws(FormatError) {
    var names: Set<String> = []
    for tensor in tensors {
      try tensor.checkFinite()
      guard names.insert(tensor.name).inserted else {
        throw FormatError(
          kind: .badData,
          message: "the weights “\(printable(tensor.name, limit: 200))” are there twice",
          hint: KerasHint.saveAgain)
      }
    }
    (self.config, self.tensors) = (config, tensors)
  }
}

enum KerasHint {
  static let saveAgain = "the file is damaged; copy it or save the model again"
  static let checkModel = "check the layer's settings in Keras, then save the model again"
}
