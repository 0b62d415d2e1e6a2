internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  /// The model's input, with which the builder starts.
  static let input = LayerRule(
    classes: ["InputLayer"], settings: ["sparse", "ragged", "optional"],
    build: { (_, layer, _) throws(FormatError) in throw layer.refused("is a further input") })

  /// Layers that only do something while a network is trained.
  static let unchanged = LayerRule(
    classes: [
      "Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianNoise", "GaussianDropout",
      "AlphaDropout", "ActivityRegularization", "Identity",
    ],
    settings: ["rate", "seed", "noise_shape", "data_format", "stddev", "l1", "l2"],
    build: { (builder, layer, inputs) throws(FormatError) in try builder.single(inputs, layer) })
}

extension LayerConfig {
  /// The shape of an input in the graph, and what its axes mean.
  ///
  /// - Parameters:
  ///   - format: where the model has the channels of its images.
  ///   - isSequence: whether the model has layers of one dimension.
  func inputShape(
    _ format: DataFormat, isSequence: Bool
  ) throws(FormatError) -> (Shape, Value.Kind) {
    guard let list = (self["batch_shape"] ?? self["batch_input_shape"])?.elements, !list.isEmpty
    else { throw wrong("batch_shape", "is missing or no list") }
    let sizes = list.dropFirst().compactMap { $0.whole }.filter { 1...1 << 24 ~= $0 }
    guard sizes.count == list.count - 1 else {
      throw refused(
        "leaves a size of its input open or has one that is too large",
        hint: "give the shape of one sample, keras.Input(shape=(28, 28, 1)), then save it again")
    }
    switch (sizes.count, format) {
    case (1, _): return ([sizes[0]], .features)
    case (2, _) where !isSequence: return ([1, sizes[0], sizes[1]], .plain)
    case (2, .channelsLast): return ([sizes[1], sizes[0]], .sequence)
    case (2, .channelsFirst): return ([sizes[0], sizes[1]], .sequence)
    case (3, .channelsLast): return ([sizes[2], sizes[0], sizes[1]], .image)
    case (3, .channelsFirst): return ([sizes[0], sizes[1], sizes[2]], .image)
    default:
      throw refused(
        "has samples of \(sizes.count) axes, which cannot be converted",
        hint: "features, sequences and images are read")
    }
  }
}
