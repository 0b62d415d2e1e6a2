import SNNSpiking
import SNNTestSupport
import Testing

extension GradientRow {
  /// Neurons whose spikes are smooth, with the coefficients that are to be differentiated.
  private static func neurons(_ beta: Tensor, _ threshold: Tensor) -> SpikingLayer<SmoothedLeaky> {
    var layer = SpikingLayer(
      SmoothedLeaky(reset: .subtract, surrogate: .arctan()),
      coefficients: [.learned(0), .learned(0)])
    layer.coefficients[0].values = beta
    layer.coefficients[1].values = threshold
    return layer
  }

  private static func answer(
    of neurons: SpikingLayer<SmoothedLeaky>, toConstant current: Tensor
  ) -> Tensor {
    var context = Context(mode: .training, key: RandomKey(seed: 0))
    return neurons(constant: current, steps: 4, &context)
  }

  static let neurons: [GradientRow] = [
    .init("one neuron, one step", .uneven([1, 1, 1]), 0.8, 0.9) {
      neurons($0[1], $0[2]).answer(to: $0[0])
    },
    .init("no samples", .zeros([3, 0, 2]), 0.8, [0.9, 1.1]) {
      neurons($0[1], $0[2]).answer(to: $0[0])
    },
    .init("no axis of features", .sample([5, 3], in: -0.5...1.5), 0.8, 0.9) {
      neurons($0[1], $0[2]).answer(to: $0[0])
    },
    .init("two axes of features", .sample([3, 2, 2, 2]), [0.7, 0.8, 0.9, 0.6], 0.9) {
      neurons($0[1], $0[2]).answer(to: $0[0])
    },
    .init("constant current", .sample([2, 3], in: 0...1), [0.5, 0.8, 0.9], [0.7, 1, 1.2]) {
      answer(of: neurons($0[1], $0[2]), toConstant: $0[0])
    },
    .init("constant current, shared", .sample([2, 3], in: 0...1), 0.8, 0.9) {
      answer(of: neurons($0[1], $0[2]), toConstant: $0[0])
    },
    .init("membranes", .sample([4, 2, 3], in: 0...1), 0.8, [0.7, 1, 1.2]) {
      neurons($0[1], $0[2]).emittingMembrane.answer(to: $0[0])
    },
    .init("LeakyReadout", .sample([4, 2, 3]), [0.5, 0.8, 0.9]) { inputs in
      var readout = LeakyReadout(beta: .learned(0, neurons: 3))
      readout.coefficients[0].values = inputs[1]
      return readout.answer(to: inputs[0])
    },
    // Winners by a wide margin: who wins must not change within the differences.
    .init(
      "WinnerTakesAll",
      [[[1.2, 0.3], [0.2, 1.1]], [[0.1, 1.4], [1.3, 0.2]], [[0.5, -0.4], [-0.3, 0.6]]], 0.8, 0.9
    ) {
      WinnerTakesAll(neurons($0[1], $0[2])).answer(to: $0[0])
    },
    .init(
      "DirectEncoder", .sample([2, 3]), .sample([3, 2], seed: 2), [0.4, -0.1], 0.8, [0.9, 1.1]
    ) {
      DirectEncoder(
        steps: 4, linear: Linear(weight: $0[1], bias: $0[2]), neurons: neurons($0[3], $0[4])
      ).answer(to: $0[0])
    },
    .init("PhaseWeighting of one step", .uneven([1, 2])) {
      PhaseWeighting(period: 2, gain: 3).answer(to: $0[0])
    },
    .init("PhaseWeighting of no steps", .zeros([0, 2])) { PhaseWeighting().answer(to: $0[0]) },
  ]

  static let decoders: [GradientRow] =
    [
      SpikeDecoder.count, .firstSpike, .maximumMembrane, .meanMembrane,
    ].flatMap { decoder in
      ([[4, 2, 3], [1, 1, 1], [3, 0, 2]] as [Shape]).map { shape in
        GradientRow("\(decoder) of \(shape)", .uneven(shape, in: 0.1...0.9)) {
          decoder.scores(of: $0[0])
        }
      }
    } + [
      .init("firstSpikeTimes of one neuron", [0.2, 0.7, 0.4]) { $0[0].firstSpikeTimes() },
      .init("firstSpikeTimes of no steps", .zeros([0, 2])) { $0[0].firstSpikeTimes() },
      .init("summedGroups of one class", .uneven([2, 3])) { $0[0].summedGroups(classes: 1) },
      .init("summedGroups of one each", .uneven([2, 3])) { $0[0].summedGroups(classes: 3) },
      .init("summedGroups of nothing", .zeros([0, 4])) { $0[0].summedGroups(classes: 2) },
    ]
}

/// Layers and decoders against central differences, where shapes are small or spikes are held back;
/// neuron models in general are in `DerivedGradientTests`.
@Suite struct SpikingGradientTests {
  @Test(arguments: GradientRow.neurons + GradientRow.decoders)
  func derivativeAgreesWithDifferences(_ row: GradientRow) { row.check() }
}
