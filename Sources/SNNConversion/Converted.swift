public import SNNData
public import SNNLayers

/// A spiking network made of a trained ordinary one.
///
///     let ann = trainer.model                  // Linear, ReLU, … trained with cross-entropy
///     var network = try converted(ann, calibratedOn: train)
///     print(network.evaluated(on: test, loss: .meanMembraneCrossEntropy).accuracy)
///
/// The result is a layer: with few steps, train it further with surrogate gradients, the conversion
/// being its initialisation.
///
///     network.steps = 4
///     var tuning = Trainer(
///       network, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: 1e-4),
///       batchSize: 64, seed: 0)
///     try tuning.fit(TaughtRows(train, by: network.graph), epochs: 5)
///
/// - Parameters:
///   - model: a network of `Linear`, convolutional, pooling, norm and `ReLU` layers.
///   - data: rows as the model takes them; a thousand training rows are enough, more are not used.
///   - converter: how it is done.
/// - Throws: `FormatError` that names the first layer without a spiking form.
/// - Precondition: at least one row, of the model's size.
public func converted(
  _ model: Sequential, calibratedOn data: Dataset, by converter: NetworkConverter = .init()
) throws -> ConvertedNetwork {
  let graph: NetworkGraph
  do {
    graph = try NetworkGraph(model, input: data.imageShape ?? [data.featureCount])
  } catch {
    // Rows of pixels are images to some layers and features to others.
    guard data.imageShape != nil,
      let flat = try? NetworkGraph(model, input: [data.featureCount])
    else { throw error }
    graph = flat
  }
  return try converter.converted(graph, calibratedOn: data.calibrationSamples())
}

extension Dataset {
  /// Rows for calibration: up to a thousand, spread evenly over all rows, `[N, F]`.
  public func calibrationSamples(_ most: Int = 1000) -> Tensor {
    let taken = min(count, most)
    return Tensor(features.gathering((0..<taken).map { $0 * count / taken }))
  }
}
