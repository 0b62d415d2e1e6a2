public import SNNLayers

/// A layer of spiking LSTM units, `[T, B, inputs] → [T, B, hidden]` of spikes: see `LSTMCell`.
///
///     SpikingLSTM(40, 64, threshold: .learned(0.1), using: &generator)
public typealias SpikingLSTM = Unrolled<LSTMCell<Linear, Surrogate>>

/// A layer of spiking GRU units, `[T, B, inputs] → [T, B, hidden]` of spikes: see `GRUCell`.
///
///     SpikingGRU(40, 64, using: &generator)
public typealias SpikingGRU = Unrolled<GRUCell<Surrogate>>

/// A layer of spiking LSTM units whose connections are convolutions,
/// `[T, B, inputs, H, W] → [T, B, hidden, H, W]` of spikes: see `LSTMCell`.
///
///     SpikingConvLSTM2d(2, 8, kernel: 3, using: &generator)
public typealias SpikingConvLSTM2d = Unrolled<LSTMCell<Conv2d, Surrogate>>

extension Unrolled where Stepping == LSTMCell<Linear, Surrogate> {
  /// Spiking LSTM units; weights and biases are uniform in ±1/√hidden, as PyTorch draws them.
  ///
  /// - Parameters:
  ///   - inputs: the features that come in.
  ///   - hidden: the units.
  ///   - threshold: θ.  A membrane σ(o)·tanh(C) never reaches 1, so that snnTorch's default of 1
  ///     never fires.  The membranes of untrained layers spread by 0.05 to 0.2 around 0: at 0.05
  ///     between a sixth and a half of them fire.
  ///   - reset: what a spike does to the membrane of the next step, besides the memory's decay.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - generator: the source of the weights.
  /// - Precondition: both sizes are positive.
  public init(
    _ inputs: Int, _ hidden: Int, threshold: Coefficient = 0.05, reset: Reset = .none,
    surrogate: Surrogate = .arctan(), using generator: inout SplitMix64
  ) {
    let (input, recurrent) = gateWeights(inputs, hidden, gates: 4, "SpikingLSTM", &generator)
    self.init(
      LSTMCell(
        input: input, recurrent: recurrent,
        neurons: firing(threshold, reset: reset, surrogate: surrogate)))
  }
}

extension Unrolled where Stepping == GRUCell<Surrogate> {
  /// Spiking GRU units; weights and biases are uniform in ±1/√hidden, as PyTorch draws them.
  ///
  /// - Parameters:
  ///   - inputs: the features that come in.
  ///   - hidden: the units.
  ///   - threshold: θ.  Without a reset the membrane never reaches 1; at 0.05 about a third of an
  ///     untrained layer fires.
  ///   - reset: what a spike does to the membrane of the next step.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - generator: the source of the weights.
  /// - Precondition: both sizes are positive.
  public init(
    _ inputs: Int, _ hidden: Int, threshold: Coefficient = 0.05, reset: Reset = .none,
    surrogate: Surrogate = .arctan(), using generator: inout SplitMix64
  ) {
    let (input, recurrent) = gateWeights(inputs, hidden, gates: 3, "SpikingGRU", &generator)
    self.init(
      GRUCell(
        input: input, recurrent: recurrent,
        neurons: firing(threshold, reset: reset, surrogate: surrogate)))
  }
}

extension Unrolled where Stepping == LSTMCell<Conv2d, Surrogate> {
  /// Spiking LSTM units on images, whose size they keep; weights and the input's biases are drawn
  /// as `Conv2d` draws them, and the recurrent convolution has no bias of its own.
  ///
  /// - Parameters:
  ///   - inputs: the channels that come in.
  ///   - hidden: the channels of units.
  ///   - kernel: the window of both convolutions.
  ///   - threshold: θ, as for `SpikingLSTM`.
  ///   - reset: what a spike does to the membrane of the next step.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - generator: the source of the weights.
  /// - Precondition: sizes are positive and the kernel's are odd.
  public init(
    _ inputs: Int, _ hidden: Int, kernel: Extent, threshold: Coefficient = 0.05,
    reset: Reset = .none, surrogate: Surrogate = .arctan(), using generator: inout SplitMix64
  ) {
    let padding = samePadding(kernel, "SpikingConvLSTM2d")
    self.init(
      LSTMCell(
        input: Conv2d(inputs, 4 * hidden, kernel: kernel, padding: padding, using: &generator),
        recurrent: Conv2d(hidden, 4 * hidden, kernel: kernel, padding: padding, using: &generator)
          .withoutBias,
        neurons: firing(threshold, reset: reset, surrogate: surrogate)))
  }
}

private func firing(
  _ threshold: Coefficient, reset: Reset, surrogate: Surrogate
) -> SpikingLayer<FiringModel<Surrogate>> {
  SpikingLayer(FiringModel(reset: reset, surrogate: surrogate), coefficients: [threshold])
}

/// Weights and biases of both connections, uniform in ±1/√hidden.
private func gateWeights(
  _ inputs: Int, _ hidden: Int, gates: Int, _ layer: StaticString,
  _ generator: inout SplitMix64
) -> (input: Linear, recurrent: Linear) {
  precondition(inputs > 0 && hidden > 0, "\(layer): sizes \(inputs) and \(hidden)")
  let bound = 1 / Scalar(hidden).squareRoot()
  func connection(from size: Int) -> Linear {
    Linear(
      weight: .uniform([size, gates * hidden], in: -bound...bound, using: &generator),
      bias: .uniform([gates * hidden], in: -bound...bound, using: &generator))
  }
  return (connection(from: inputs), connection(from: hidden))
}
