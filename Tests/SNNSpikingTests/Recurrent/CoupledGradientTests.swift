import SNNSpiking
import SNNTestSupport
import Testing

extension GradientRow {
  private static let smooth = SmoothedSpike(.arctan())

  private static func leaky() -> SpikingLayer<SmoothedLeaky> {
    SpikingLayer(
      SmoothedLeaky(reset: .subtract, surrogate: .arctan()), coefficients: [0.8, 0.9])
  }

  private static func leaky(_ beta: Tensor, _ threshold: Tensor) -> SpikingLayer<SmoothedLeaky> {
    var layer = SpikingLayer(
      SmoothedLeaky(reset: .subtract, surrogate: .arctan()),
      coefficients: [.learned(0), .learned(0)])
    (layer.coefficients[0].values, layer.coefficients[1].values) = (beta, threshold)
    return layer
  }

  private static func firing(_ threshold: Tensor) -> SpikingLayer<FiringModel<SmoothedSpike>> {
    var layer = SpikingLayer(FiringModel(surrogate: smooth), coefficients: [.learned(0)])
    layer.coefficients[0].values = threshold
    return layer
  }

  private static let padding = Extent(1, 0)

  static let coupled: [GradientRow] = [
    .init(
      "Recurrent Leaky", .sample([4, 2, 3], in: -0.5...1.5), .sample([3, 3], seed: 2),
      .sample([3], seed: 3), 0.8, [0.7, 0.9, 1.1]
    ) {
      Recurrent(leaky($0[3], $0[4]), through: Linear(weight: $0[1], bias: $0[2]))
        .answer(to: $0[0])
    },
    .init(
      "Recurrent Synaptic", .sample([4, 2, 3], in: -0.5...1.5), .sample([3, 3], seed: 2)
    ) {
      Recurrent(
        SpikingLayer(
          SmoothedSynaptic(reset: .zero, surrogate: .sigmoid()), coefficients: [0.6, 0.8, 0.9]),
        through: Linear(weight: $0[1], bias: [0.1, 0, -0.1])
      ).answer(to: $0[0])
    },
    .init(
      "Recurrent membranes", .sample([4, 2, 3], in: -0.5...1.5), .sample([3, 3], seed: 2)
    ) {
      Recurrent(leaky(), through: Linear(weight: $0[1], bias: [0.1, 0, -0.1])).emittingMembrane
        .answer(to: $0[0])
    },
    .init(
      "Recurrent convolution", .sample([3, 1, 2, 3, 2], in: -0.5...1.5),
      .sample([2, 2, 3, 1], seed: 2), .sample([2], seed: 3)
    ) {
      Recurrent(leaky(), through: Conv2d(weight: $0[1], bias: $0[2], padding: padding))
        .answer(to: $0[0])
    },
    .init("Recurrent of one neuron, one step", .uneven([1, 1, 1]), [[0.5]], [0.3]) {
      Recurrent(leaky(), through: Linear(weight: $0[1], bias: $0[2])).answer(to: $0[0])
    },
    .init("SelfRecurrent", .sample([5, 2, 3], in: -0.5...1.5), [0.4, -0.3, 0.8], 0.8, 0.9) {
      var layer = SelfRecurrent(leaky($0[2], $0[3]), weight: .learned(0))
      layer.coefficients[2].values = $0[1]
      return layer.answer(to: $0[0])
    },
    .init("SelfRecurrent, shared", .sample([5, 2, 3], in: -0.5...1.5), 0.4) {
      var layer = SelfRecurrent(leaky(), weight: .learned(0))
      layer.coefficients[2].values = $0[1]
      return layer.emittingMembrane.answer(to: $0[0])
    },
    .init(
      "LSTM", .sample([4, 2, 3]), .sample([3, 8], seed: 2), .sample([8], seed: 3),
      .sample([2, 8], seed: 4), .sample([8], seed: 5), [0.1, 0.2]
    ) {
      Unrolled(
        LSTMCell(
          input: Linear(weight: $0[1], bias: $0[2]), recurrent: Linear(weight: $0[3], bias: $0[4]),
          neurons: firing($0[5]))
      ).answer(to: $0[0])
    },
    .init(
      "GRU", .sample([4, 2, 3]), .sample([3, 6], seed: 2), .sample([6], seed: 3),
      .sample([2, 6], seed: 4), .sample([6], seed: 5), 0.1
    ) {
      Unrolled(
        GRUCell(
          input: Linear(weight: $0[1], bias: $0[2]), recurrent: Linear(weight: $0[3], bias: $0[4]),
          neurons: firing($0[5]))
      ).answer(to: $0[0])
    },
    .init(
      "ConvLSTM", .sample([3, 1, 2, 3, 2]), .sample([4, 2, 3, 1], seed: 2), .sample([4], seed: 3),
      .sample([4, 1, 3, 1], seed: 4), 0.1
    ) {
      Unrolled(
        LSTMCell(
          input: Conv2d(weight: $0[1], bias: $0[2], padding: padding),
          recurrent: Conv2d(weight: $0[3], bias: nil, padding: padding), neurons: firing($0[4]))
      ).answer(to: $0[0])
    },
    .init("SynapticFilter, unit peak", .sample([5, 2, 3]), [0.5, 0.8, 0.9]) {
      var layer = SynapticFilter(alpha: .learned(0, neurons: 3))
      layer.coefficients[0].values = $0[1]
      return layer.answer(to: $0[0])
    },
    .init("SynapticFilter, unit sum", .sample([5, 2, 3]), 0.7) {
      var layer = SynapticFilter(alpha: .learned(0), inputGain: .leak)
      layer.coefficients[0].values = $0[1]
      return layer.answer(to: $0[0])
    },
    .init("spike", .uneven([2, 3])) { $0[0].spike(smooth) },
    .init("spike of nothing", .zeros([0])) { $0[0].spike(smooth) },
    .init("one step of neurons", .uneven([2, 3]), .uneven([2, 2, 3]), 0.6, 0.8, [0.7, 1, 1.2]) {
      var layer = SpikingLayer(
        SmoothedSynaptic(reset: .subtract, surrogate: .arctan()),
        coefficients: [.learned(0), .learned(0), .learned(0)])
      for index in 0..<3 { layer.coefficients[index].values = $0[2 + index] }
      let (output, state) = layer.step($0[0], $0[1])
      return .concatenated([output.reshaped(to: [1, 2, 3]), state])
    },
  ]
}

/// Coupled layers of smoothed neurons against central differences.
@Suite struct CoupledGradientTests {
  @Test(arguments: GradientRow.coupled)
  func derivativeAgreesWithDifferences(_ row: GradientRow) { row.check() }

  /// The spike has the surrogate's derivative, and the value of a step: 0 at the threshold.
  @Test func spikeOfTensors() {
    let distance: Tensor = [-0.5, 0, 0.25]
    #expect(distance.spike(Surrogate.arctan()) == [0, 0, 1])
    let surrogate = Surrogate.fastSigmoid(slope: 5)
    let gradient = valueWithGradient(at: distance) { ($0.spike(surrogate) * [1, 2, 3]).sum() }
      .gradients.tensors[0]
    expectClose(gradient, [1 / 12.25, 2, 3 / 5.0625])
  }
}
