internal import SNNFormats
internal import SNNTensor
internal import SNNTraining

// The model file is a safetensors file, as that of a trained model is: numbers by place, everything
// else as JSON in its metadata, and nothing that depends on when or where it was made.

extension ConvertedModel {
  /// The version of the metadata's layout.
  static let schema = "converted-1"

  /// Saves the model, replacing an existing file only when the new one is complete.
  ///
  /// - Throws: `FormatError` when the file cannot be written; nothing half-written is left.
  public func save(to path: String) throws {
    var metadata = [
      "swift-snn": Self.schema,
      "library": SNNVersion.current,
      "network": try ModelMetadata.json(StoredNetwork(network)),
      "scaler": try ModelMetadata.json(scaler),
      "features": try ModelMetadata.json(featureNames),
      "classes": try ModelMetadata.json(classNames),
      "provenance": try ModelMetadata.json(provenance),
      "origin": try ModelMetadata.json(origin),
    ]
    metadata["image"] = try imageShape.map { try ModelMetadata.json($0.dimensions) }
    try SafetensorsFile(tensors: network.storedTensors, metadata: metadata).write(to: path)
  }

  /// Loads a model.
  ///
  /// - Throws: `FormatError` when the file is missing, damaged, or no converted model.
  public init(contentsOf path: String) throws {
    try self.init(SafetensorsFile(contentsOf: path), path: path)
  }

  init(_ file: SafetensorsFile, path: String) throws {
    guard file.metadata["swift-snn"] == Self.schema else {
      throw FormatError(
        kind: .badData, message: "\(path) is not a converted model of this version of swift-snn",
        hint: "convert weights with `snnconvert convert`")
    }
    let metadata = ModelMetadata(path: path, entries: file.metadata)
    let featureNames = try metadata.decoded([String].self, "features")
    let classNames = try metadata.decoded([String].self, "classes")
    let scaler = try metadata.decoded(Scaler.self, "scaler")
    let tensors = Dictionary(file.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
    let stored = try metadata.decoded(StoredNetwork.self, "network")
    guard let network = try stored.network(tensors) else {
      throw metadata.damaged("its network and its numbers do not belong together")
    }
    try metadata.check(
      featureNames.count >= 1 && classNames.count >= 2
        && network.graph.inputShape.elementCount == featureNames.count
        && network.graph.outputShape.elementCount == classNames.count
        && scaler.featureCount == featureNames.count,
      "its network, columns, classes and scaling do not belong together")
    try metadata.check(
      Set(file.tensors.map(\.name)) == Set(network.storedTensors.map(\.name)),
      "it holds numbers of no use, or lacks some")
    let origin = try metadata.decoded(Origin.self, "origin")
    let shares =
      origin.curve.flatMap { [$0.agreement, $0.accuracy] } + [origin.originalAccuracy]
    try metadata.check(
      origin.curve.allSatisfy { $0.steps >= 1 && $0.spikes >= 0 }
        && shares.allSatisfy { 0...1 ~= $0 ?? 0 },
      "what was measured of it cannot have been")
    self.init(
      network: network, scaler: scaler, featureNames: featureNames, classNames: classNames,
      imageShape: try metadata.imageShape(inputs: featureNames.count),
      provenance: try metadata.decoded(Provenance.self, "provenance"),
      origin: origin)
  }
}

/// A saved model of either sort, trained or converted, for whoever only asks it for answers.
///
/// - Throws: `FormatError` when the file is missing, damaged, or not one of this library's models.
public func loadClassifier(contentsOf path: String) throws -> any RowClassifier {
  let file = try SafetensorsFile(contentsOf: path)
  return file.metadata["swift-snn"] == ConvertedModel.schema
    ? try ConvertedModel(file, path: path) : try TrainedModel(file, path: path)
}
