internal import FoundationEssentials

// The model file is a safetensors file: parameters by path, and everything else as JSON strings in
// its metadata.  Nothing in it depends on when, where or how fast the model was trained, so equal
// runs give equal bytes.

extension TrainedModel {
  /// The version of the metadata's layout, raised when old programs could no longer read it.
  static let schema = "2"

  /// Saves the model, replacing an existing file only when the new one is complete.
  ///
  /// - Throws: `FormatError` when the file cannot be written; nothing half-written is left.
  public func save(to path: String) throws {
    try file().write(to: path)
  }

  /// The file's content.
  func file() throws -> SafetensorsFile {
    var metadata = [
      "swift-snn": Self.schema,
      "library": SNNVersion.current,
      "experiment": try ModelMetadata.json(experiment),
      "scaler": try ModelMetadata.json(scaler),
      "features": try ModelMetadata.json(featureNames),
      "classes": try ModelMetadata.json(classNames),
      "provenance": try ModelMetadata.json(provenance),
    ]
    // Only images have it, so that other models stay readable by programs that know of none.
    metadata["image"] = try imageShape.map { try ModelMetadata.json($0.dimensions) }
    return SafetensorsFile(tensors: namedParameters(of: network), metadata: metadata)
  }

  /// Loads a model.
  ///
  /// - Throws: `FormatError` when the file is missing, damaged, or not one of this library's
  ///   models.
  public init(contentsOf path: String) throws {
    try self.init(SafetensorsFile(contentsOf: path), path: path)
  }

  package init(_ file: SafetensorsFile, path: String) throws {
    guard let schema = file.metadata["swift-snn"] else {
      throw FormatError(
        kind: .badData, message: "\(path) is a safetensors file, but not a model of swift-snn",
        hint: "train one with `snntrain train`; weights of other programs need `snnconvert`")
    }
    guard schema == Self.schema else {
      throw FormatError(
        kind: .badData,
        message: "\(path) has model version \(schema); this program reads \(Self.schema)",
        hint: "use the version of swift-snn that wrote it, or train it again")
    }
    let metadata = ModelMetadata(path: path, entries: file.metadata)
    let experiment = try metadata.decoded(Experiment.self, "experiment")
    let featureNames = try metadata.decoded([String].self, "features")
    let classNames = try metadata.decoded([String].self, "classes")
    let scaler = try metadata.decoded(Scaler.self, "scaler")
    let imageShape = try metadata.imageShape(inputs: featureNames.count)
    try metadata.check(
      featureNames.count >= 1 && classNames.count >= 2
        && experiment.complaint(
          inputs: featureNames.count, classes: classNames.count, imageShape: imageShape) == nil
        && scaler.featureCount == featureNames.count && scaler.kind == experiment.scaling
        && experiment.weightCount(
          inputs: featureNames.count, classes: classNames.count, imageShape: imageShape)
          <= file.tensors.reduce(0) { $0 + $1.tensor.count },
      "its experiment, columns, classes and scaling do not belong together")
    var network = experiment.network(
      inputs: featureNames.count, classes: classNames.count, imageShape: imageShape)
    var check = StoredParameterCheck(described: network)
    try load(file.tensors, into: &network)
    network.visitParameters(&check)
    try metadata.check(check.complaint == nil, check.complaint ?? "")
    self.init(
      experiment: experiment, scaler: scaler, featureNames: featureNames, classNames: classNames,
      imageShape: imageShape, network: network,
      provenance: try metadata.decoded(Provenance.self, "provenance"))
  }
}

/// Looks for stored numbers that no training of the described network can have left.
private struct StoredParameterCheck: ParameterVisitor {
  var path: [String] = []
  var complaint: String?
  private let described: [String: Tensor]

  /// - Parameter network: as the experiment describes it, its weights not loaded yet.
  init(described network: Sequential) {
    described = Dictionary(uniqueKeysWithValues: namedParameters(of: network).map { ($0, $1) })
  }

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    guard complaint == nil, let expected = described[joinedPath] else { return }
    if role == .fixed,
      // As `Float`, so that either build reads the other's models.
      let (stored, said) = zip(parameter.scalars, expected.scalars)
        .first(where: { Float($0) != Float($1) })
    {
      complaint = "its tensor “\(joinedPath)” holds \(stored), its experiment says \(said)"
    }
  }
}
