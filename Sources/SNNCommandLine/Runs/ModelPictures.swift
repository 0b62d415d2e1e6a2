package import SNN

/// The pictures of one model and some rows, each with the name of its file.
package struct ModelPictures {
  package typealias Named = (name: String, picture: Picture)

  private let model: any RowClassifier

  /// - Parameter model: a saved model of either sort.
  package init(_ model: any RowClassifier) { self.model = model }

  /// What is seen without any rows: the surrogate, the weights of pixels as images, and what was
  /// proved of a conversion.
  package var ofModel: [Named] {
    [surrogate, weights, curve].compactMap { $0 }
  }

  /// What happens when one row is answered, for a page: the raster that moves is the still one, too.
  package func ofRowOnPage(_ row: Dataset) throws -> [String] {
    try ofRow(row).filter { $0.name != "raster" }.map(\.picture.svg)
  }

  /// What happens when one row is answered.
  /// - Parameter row: a data set of that row alone.
  package func ofRow(_ row: Dataset) throws -> [Named] {
    guard hasSteps else { return [] }
    let trace = try model.recordings(of: row, [.spikes, .membrane])
    let spikes = trace.filter { $0.quantity == .spikes }
    guard !spikes.isEmpty else { return [] }
    let layers = named(spikes)
    return [
      ("raster", .raster(of: layers)),
      ("animated-raster", .animatedRaster(of: layers)),
    ] + [coding(of: row, as: spikes), membranes(trace)].compactMap { $0 }
  }

  /// What the layers do over many rows, and how they are answered.
  package func ofRows(_ rows: Dataset, _ evaluation: Evaluation) throws -> [Named] {
    let spikes = hasSteps ? try spikes(of: rows) : []
    return [
      ("confusion", .confusion(evaluation.confusion, classNames: model.classNames))
    ]
      + (spikes.isEmpty ? [] : [("firing-rates", .firingRates(of: named(spikes)))])
      + (spikes.last.map {
        [("first-spikes", .firstSpikeTimes(of: $0.values, title: "First spikes of \(title($0))"))]
      } ?? [])
  }

  /// Whether there are steps to be seen; where a number is the time of one spike, there are none.
  private var hasSteps: Bool { (model as? ConvertedModel)?.network.method.hasSteps ?? true }

  /// The spikes of as many rows as memory holds with ease.
  package func spikes(of rows: Dataset) throws -> [Recording] {
    func spikes(of count: Int) throws -> [Recording] {
      try model.recordings(of: rows.subset(Array(0..<count)), [.spikes])
        .filter { $0.quantity == .spikes }
    }
    guard rows.count > 0 else { return [] }
    let one = try spikes(of: 1)
    let numbers = one.reduce(1) { $0 + $1.values.count }
    let count = min(rows.count, Evaluation.batchSize, max(1, Self.easyCount / numbers))
    return count == 1 ? one : try spikes(of: count)
  }

  /// How many recorded numbers take no room worth speaking of: 64 MB of them.
  private static let easyCount = 1 << 24

  private func named(_ spikes: [Recording]) -> [(name: String, spikes: Tensor)] {
    spikes.map { (title($0), $0.values) }
  }

  private func title(_ recording: Recording) -> String { "layer \(recording.path)" }

  /// The row and the spikes that its coding makes of it; nil for a converted network that takes
  /// numbers as they are.
  private func coding(of row: Dataset, as spikes: [Recording]) -> Named? {
    let code = model is ConvertedModel ? spikes.first { $0.path == "input" } : spikes.first
    let features = Tensor(model.scaler.transformed(row.features))
    return code.map {
      ("coding", .coding(of: features, as: $0.values, featureNames: model.featureNames))
    }
  }

  /// The membranes of the first layer that has some and spikes, of its four liveliest neurons.
  private func membranes(_ trace: [Recording]) -> Named? {
    for membrane in trace where membrane.quantity == .membrane {
      guard let spikes = trace.first(where: { $0.quantity == .spikes && $0.path == membrane.path })
      else { continue }
      let neurons = membrane.values.shape.dimensions.dropFirst(2).reduce(1, *)
      var counts = [Int](repeating: 0, count: neurons)
      for (place, spike) in spikes.values.scalars.enumerated() where spike != 0 {
        counts[place % neurons] += 1
      }
      let liveliest = (0..<neurons).sorted { (counts[$0], $1) > (counts[$1], $0) }.prefix(4)
      return (
        "membranes",
        .membranes(
          membrane.values, spikes: spikes.values, threshold: threshold(of: membrane.path),
          neurons: liveliest.sorted(), title: "Membranes of \(title(membrane))")
      )
    }
    return nil
  }

  /// The threshold of a layer; nil where it does not say, or neurons differ in it.
  private func threshold(of path: String) -> Scalar? {
    let values =
      namedParameters(of: model.classifier).first { $0.name == path + ".threshold" }?.tensor.scalars
    guard let first = values?.first, values?.allSatisfy({ $0 == first }) == true else { return nil }
    return first
  }

  private var surrogate: Named? {
    (model as? TrainedModel).map { ("surrogate", .surrogate($0.experiment.surrogate)) }
  }

  /// The first weights, one image per neuron, where every neuron sees all pixels of a grey image.
  private var weights: Named? {
    guard let image = model.imageShape, image.rank == 3, image[0] == 1,
      let first = namedParameters(of: model.classifier).first(where: {
        $0.name.hasSuffix("weight") && $0.tensor.rank == 2
          && $0.tensor.shape[0] == image.elementCount
      })
    else { return nil }
    return (
      "weights",
      .weights(
        first.tensor.transposed(), height: image[1], width: image[2],
        title: "Weights \(first.name)")
    )
  }

  /// How a converted network comes nearer to the original with every step, where that was measured.
  private var curve: Named? {
    guard let origin = (model as? ConvertedModel)?.origin, !origin.curve.isEmpty else { return nil }
    return ("accuracy", .accuracy(of: origin.curve, original: origin.originalAccuracy))
  }
}

extension Picture {
  /// What was proved of a conversion: agreement and accuracy against steps.
  package static func accuracy(of curve: [Verification.Point], original: Scalar?) -> Picture {
    let agreement = curve.map { (steps: $0.steps, share: $0.agreement) }
    let right = curve.compactMap { point in
      point.accuracy.map { (steps: point.steps, share: $0) }
    }
    let known = [("agreement with the original network", agreement), ("right answers", right)]
    return .accuracy(
      againstSteps: known.filter { !$0.1.isEmpty }, original: original,
      title: "Agreement and accuracy against steps")
  }
}
