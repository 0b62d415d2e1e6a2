/// The weights in a file of any format that is read, which its contents tell.
///
///     let file = try WeightFile(contentsOf: "model.safetensors")
///     for stored in file.tensors { print(stored.name, stored.elementType, stored.tensor.shape) }
///
/// The formats are safetensors, in one file or split over several with an index, NumPy's arrays
/// and archives of them, and what PyTorch saves.
public struct WeightFile: Sendable {
  /// The name of the format.
  public let format: String

  /// The tensors in the order of the file; their names differ and their numbers are finite.
  public let tensors: [StoredTensor]

  /// The model itself, for a file of PyTorch's that holds it whole.
  public let module: PyTorchModule?

  /// Reads a file of weights.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when its
  ///   format is not read, when it breaks any rule of the format or holds a NaN or infinite number.
  public init(contentsOf path: String) throws(FormatError) {
    do throws(FormatError) {
      var input = try WeightInput(path)
      try self.init(&input)
    } catch {
      throw error.located(in: path)
    }
  }

  /// Reads the bytes of a file of weights.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file; the files that an index names lie beside it.
  /// - Throws: an error of kind `badData`, or of kind `noInput` when a file that an index names cannot
  ///   be read.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      var input = WeightInput(bytes: bytes, path: name)
      try self.init(&input)
    } catch {
      throw error.located(in: name)
    }
  }

  private init(_ input: inout WeightInput) throws(FormatError) {
    let format = try Self.format(of: &input)
    let contents = try format.read(&input)
    (tensors, module) = (contents.tensors, contents.module)
    self.format = format.name
    var names: Set<String> = []
    for tensor in tensors {
      try tensor.checkFinite()
      guard names.insert(tensor.name).inserted else {
        throw FormatError(
          tensor: tensor.name, "is stored twice", hint: "give each tensor a name of its own")
      }
    }
  }

  /// The tensor with a name, found by going through the list.
  public subscript(name: String) -> StoredTensor? { tensors.first { $0.name == name } }

  private static func format(
    of input: inout WeightInput
  ) throws(FormatError) -> WeightFormat {
    for format in WeightFormat.all where try format.recognizes(&input) { return format }
    throw try ForeignFormat.error(forWeights: &input)
  }
}
