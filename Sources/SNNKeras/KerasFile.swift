public import SNNConversion
public import SNNFormats

/// A network that was saved by Keras, as a graph to convert.
///
///     let file = try KerasFile(contentsOf: "model.keras")
///     let scores = file.graph.scores(of: samples)
///
/// Read are whole models, `.keras` or HDF5, of the versions 2 and 3, that are Sequential or
/// Functional with one input and one output and consist of layers that have a spiking form.  A
/// layer that is not read is refused by its name and class.  Nothing in a file is ever executed: a
/// Lambda layer and a class of somebody's own are refused, too.
///
/// Images are channels first in the graph, `[C, H, W]`, whatever they were in Keras, and kernels
/// and the weights behind a Flatten are reordered for it.  An input of two axes is a sequence,
/// `[L, C]` in Keras and `[C, 1, L]` here, when the model has layers of one dimension; otherwise it
/// is an image of one channel.
public struct KerasFile: Sendable {
  /// The network.
  public let graph: NetworkGraph

  /// The weights as the file has them, named by layer and variable: `conv2d/kernel`.
  public let tensors: [StoredTensor]

  /// Reads a file in this process.
  ///
  /// libhdf5 is not made for hostile files, and a damaged one can make it crash.  A command should
  /// read a file that may be anybody's in a process of its own and then take
  /// `init(reply:name:)`.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is no Keras model, is damaged, has a layer that is not read, or when this build lacks the
  ///   HDF5 library, which the package trait `HDF5` brings.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(KerasArchive(contentsOf: path), name: path)
  }

  /// Reads what another process found in a file: the answer of `KerasArchive.reply(readingFileAt:)`.
  ///
  /// - Parameters:
  ///   - reply: the answer; nothing about it is trusted.
  ///   - name: how errors call the file.
  /// - Throws: the error of the other process, or one of kind `badData`.
  public init(reply: [UInt8], name: String) throws(FormatError) {
    try self.init(KerasArchive(reply: reply, name: name), name: name)
  }

  /// Reads a model whose parts have been taken out of the HDF5 file.
  ///
  /// - Parameters:
  ///   - archive: the parts; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(_ archive: KerasArchive, name: String) throws(FormatError) {
    do throws(FormatError) {
      guard let config = archive.config else {
        throw FormatError(
          kind: .badData,
          message: "the file holds weights alone, without the layers they belong to",
          hint:
            "save the whole model with model.save(\"model.keras\")"
        )
      }
      let model = try ModelConfig(parsing: config)
      graph = try GraphBuilder.graph(of: model, archive.tensors)
      tensors = archive.tensors
    } catch {
      throw error.located(in: name)
    }
  }
}
