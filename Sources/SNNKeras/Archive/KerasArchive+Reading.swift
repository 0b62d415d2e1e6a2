public import SNNFormats
internal import SNNHDF5

extension KerasArchive {
  /// Reads a `.keras` file, a whole model in HDF5, or weights alone in HDF5.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not of Keras, is damaged, or when this build lacks the HDF5 library.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of such a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      if HDF5File.isHDF5(bytes) {
        self = try Self.legacy(bytes, name)
      } else if bytes.starts(with: Array("PK".utf8)) {
        self = try Self.zipped(bytes, name)
      } else {
        throw FormatError(
          kind: .badData,
          message: "this is no Keras model: it is neither a .keras archive nor an HDF5 file",
          byteOffset: 0, hint: "save the model with model.save(\"model.keras\")")
      }
    } catch {
      throw error.located(in: name)
    }
  }

  /// A `.keras` file: a zip archive of the description and of weights in HDF5.
  private static func zipped(_ bytes: [UInt8], _ name: String) throws(FormatError) -> KerasArchive {
    let archive = try ZipArchive(parsing: bytes, name: name)
    guard let description = archive["config.json"] else {
      throw FormatError(
        kind: .badData, message: "this zip archive is no Keras model: it has no config.json",
        hint: "save the model with model.save(\"model.keras\")")
    }
    guard let weights = archive["model.weights.h5"] else {
      throw FormatError(
        kind: .badData, message: "the model has no model.weights.h5",
        hint: "save it again with model.save(\"model.keras\"), with its weights in one file")
    }
    guard description.size <= ModelConfig.sizeLimit else {
      throw FormatError(
        kind: .badData,
        message:
          "config.json is \(description.size) bytes long, more than \(ModelConfig.sizeLimit)",
        hint: KerasHint.saveAgain)
    }
    guard
      let config = String(validating: try archive.contents(of: description), as: UTF8.self)
    else {
      throw FormatError(
        kind: .badData, message: "config.json is not UTF-8", hint: KerasHint.saveAgain)
    }
    let file = try HDF5File(
      parsing: archive.contents(of: weights), name: name, as: "a Keras model",
      HDF5File.Selection(skipped: ["optimizer"], attributes: ["name"]))
    return try KerasArchive(
      config: config, tensors: WeightNames(file).named(by: ModelConfig.layers(in: config)))
  }

  /// A whole model of Keras 2 in HDF5, or weights alone.
  private static func legacy(_ bytes: [UInt8], _ name: String) throws(FormatError) -> KerasArchive {
    let file = try HDF5File(
      parsing: bytes, name: name, as: "an HDF5 file (a Keras model or weights)",
      HDF5File.Selection(
        skipped: ["optimizer", "optimizer_weights"],
        attributes: ["model_config", "layer_names", "weight_names"]))
    let config = file.attributes[""]?["model_config"]?.joined()
    let layers = if let config { try ModelConfig.layers(in: config) } else { [LayerConfig]() }
    return try KerasArchive(config: config, tensors: WeightNames(file).namedByLists(layers))
  }
}
