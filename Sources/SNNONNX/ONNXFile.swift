public import SNNConversion
public import SNNFormats
internal import SNNKernels
public import SNNTensor
internal import SwiftProtobuf

/// A network from an ONNX file.
///
///     let file = try ONNXFile(contentsOf: "lenet.onnx")
///     let scores = file.graph.scores(of: samples)
///
/// Layers and their weights become a graph that can be converted to a spiking network.  Sizes that
/// exporters compute within the file are worked out, constants are folded, and nodes that the answer
/// does not depend on are left out.  Whatever has no counterpart is refused by its name; nothing is
/// guessed.
/// - Reference: ONNX, *Open Neural Network Exchange Intermediate Representation Specification*,
///   version 14, and *Operator Schemas*, versions 7 to 28 of the operators.
public struct ONNXFile: Sendable {
  /// The network.
  public let graph: NetworkGraph

  /// The program that wrote the file, and its version: `pytorch 2.5.0`.
  public let producer: String

  /// The version of the operators.
  public let opset: Int

  /// The stored tensors in the order of the file: their names, the number types as ONNX calls them
  /// and their shapes.
  public let tensors: [(name: String, elementType: String, shape: Shape)]

  /// Reads a file and those beside it that hold its larger tensors.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it is
  ///   not ONNX, is damaged, holds a NaN or infinite weight, or a network that cannot be converted.
  public init(contentsOf path: String) throws(FormatError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    try self.init(parsing: readFile(path, limit: 1 << 31), name: path, folder: folder)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  ///   - folder: where the files with its larger tensors lie; nil when there are none.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String, folder: String?) throws(FormatError) {
    do throws(FormatError) {
      let model = try Self.model(bytes)
      opset = try Self.opset(model)
      producer = [model.producerName, model.producerVersion].filter { !$0.isEmpty }
        .map { printable($0, limit: 100) }.joined(separator: " ")
      var files = ExternalFiles(folder: folder)
      let contents = try GraphContents(model, files: &files)
      tensors = contents.stored.map { ($0.name, $0.element.name, Shape($0.dimensions)) }
      var reader = try GraphReader(
        contents, opset: opset, byteCount: bytes.count, files: files)
      graph = try reader.run(contents.order.places)
    } catch {
      throw error.located(in: name)
    }
  }

  private static func model(_ bytes: [UInt8]) throws(FormatError) -> ONNXModelProto {
    guard !bytes.isEmpty else {
      throw FormatError(
        kind: .badData, message: "the file is empty", byteOffset: 0,
        hint: "copy or export it again")
    }
    var options = BinaryDecodingOptions()
    // A model holds a graph, a node, an attribute, a tensor and a place: deeper messages are none.
    options.messageDepthLimit = 16
    options.discardUnknownFields = true
    let model: ONNXModelProto
    do {
      try checkFieldCount(bytes, options: options)
      model = try ONNXModelProto(serializedBytes: bytes, options: options)
    } catch is TooManyFields {
      throw FormatError(
        kind: .badData, message: "the file has far more fields than any network",
        hint: "check that this is the file you meant")
    } catch {
      throw FormatError(
        kind: .badData, message: "this is not an ONNX file, or it is damaged",
        hint: "check that it was copied whole, or export it again")
    }
    guard model.hasGraph, model.irVersion >= 3 else {
      throw FormatError(
        kind: .badData, message: "this is not an ONNX file of a network",
        hint: "export a network, for example with torch.onnx.export")
    }
    return model
  }

  private static func opset(_ model: ONNXModelProto) throws(FormatError) -> Int {
    let versions = model.opsetImport.filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }
      .map(\.version)
    guard let version = versions.first, versions.count == 1 else {
      throw FormatError(
        kind: .badData,
        message: "the file names \(versions.count) versions of the operators, not one",
        hint: exportAgainHint)
    }
    guard 7...28 ~= version else {
      throw FormatError(
        kind: .badData,
        message: "the file uses version \(version) of the operators; 7 to 28 are read",
        hint: "export it with opset_version=20, or convert it with onnx.version_converter")
    }
    return Int(version)
  }
}
