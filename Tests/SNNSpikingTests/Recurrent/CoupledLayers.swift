import SNNSpiking
import SNNTestSupport
import Testing

/// A coupled layer with the same layer seen by its membrane, for tests that hold for every one.
struct CoupledLayer: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let layer: any Layer
  let membranes: any Layer
  /// The shape of one sample of one step.
  let sample: [Int]

  private init<C: Cell>(_ name: String, _ layer: Unrolled<C>, sample: [Int] = [3]) {
    testDescription = name
    self.layer = layer
    membranes = layer.emittingMembrane
    self.sample = sample
  }

  private init<M: NeuronModel>(_ name: String, _ layer: SpikingLayer<M>) {
    testDescription = name
    self.layer = layer
    membranes = layer.emittingMembrane
    sample = [3]
  }

  /// Numbers between −0.5 and 1.5, `[T, B, …]`.
  func input(steps: Int, batch: Int) -> Tensor {
    .sample(Shape([steps, batch] + sample), in: -0.5...1.5)
  }

  static let all: [CoupledLayer] = {
    var generator = RandomKey(seed: 5).generator
    return [
      CoupledLayer(
        "Recurrent Leaky",
        Recurrent(Leaky(beta: 0.8), through: .allToAll(3, using: &generator))),
      CoupledLayer(
        "Recurrent Leaky sameStep",
        Recurrent(
          Leaky(beta: 0.8, convention: Convention(reset: .zero, timing: .sameStep)),
          through: .allToAll(3, using: &generator))),
      CoupledLayer(
        "Recurrent Synaptic",
        Recurrent(Synaptic(alpha: 0.6, beta: 0.8), through: .allToAll(3, using: &generator))),
      CoupledLayer(
        "Recurrent convolution",
        Recurrent(
          Leaky(beta: 0.8), through: .convolutional(2, kernel: Extent(3, 1), using: &generator)),
        sample: [2, 3, 2]),
      CoupledLayer("SelfRecurrent Leaky", SelfRecurrent(Leaky(beta: 0.8), weight: 0.4)),
      CoupledLayer(
        "SelfRecurrent Synaptic",
        SelfRecurrent(
          Synaptic(alpha: 0.6, beta: 0.8), weight: .fixed(perNeuron: [0.4, -0.3, 0.8]))),
      CoupledLayer("SpikingLSTM", SpikingLSTM(3, 12, using: &generator)),
      CoupledLayer(
        "SpikingLSTM narrow", SpikingLSTM(3, 2, convention: .snnTorch(), using: &generator)),
      CoupledLayer(
        "SpikingGRU",
        SpikingGRU(3, 7, convention: .snnTorch(reset: .zeroDiscardingInput), using: &generator)),
      CoupledLayer(
        "SpikingConvLSTM2d", SpikingConvLSTM2d(2, 3, kernel: 3, using: &generator),
        sample: [2, 3, 2]),
    ]
  }()
}
