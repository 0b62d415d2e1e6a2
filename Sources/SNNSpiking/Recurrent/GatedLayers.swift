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
  ///   - convention: when a unit fires and how its membrane is reset, besides the memory's decay;
  ///     by default it is not.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - memory: the longest time M in steps that units are to bridge: the input's bias of the gate
  ///     that keeps starts at ln u, that of a gate that writes at −ln u, with u uniform in 1...M−1
  ///     for each unit.  Without it units keep about half of what they hold at each step, and
  ///     after 100 steps neither memory nor gradient is left.
  ///   - generator: the source of the weights.
  /// - Precondition: both sizes are positive, the memory at least 2.
  public init(
    _ inputs: Int, _ hidden: Int, threshold: Coefficient = 0.05,
    convention: Convention = Convention(reset: .none),
    surrogate: Surrogate = .arctan(), memory: Int? = nil, using generator: inout SplitMix64
  ) {
    var (input, recurrent) = gateWeights(inputs, hidden, gates: 4, "SpikingLSTM", &generator)
    if let memory {
      let kept = chronoBiases(hidden, memory: memory, "SpikingLSTM", &generator)
      input.bias = remembering(input.bias, kept)
    }
    self.init(
      LSTMCell(
        input: input, recurrent: recurrent,
        neurons: firing(threshold, convention: convention, surrogate: surrogate)))
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
  ///   - convention: when a unit fires and how its membrane is reset; by default it is not.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - memory: the longest time M in steps that units are to bridge: the input's bias of the gate
  ///     that keeps starts at ln u, that of a gate that writes at −ln u, with u uniform in 1...M−1
  ///     for each unit.  Without it units keep about half of what they hold at each step, and
  ///     after 100 steps neither memory nor gradient is left.
  ///   - generator: the source of the weights.
  /// - Precondition: both sizes are positive, the memory at least 2.
  public init(
    _ inputs: Int, _ hidden: Int, threshold: Coefficient = 0.05,
    convention: Convention = Convention(reset: .none),
    surrogate: Surrogate = .arctan(), memory: Int? = nil, using generator: inout SplitMix64
  ) {
    var (input, recurrent) = gateWeights(inputs, hidden, gates: 3, "SpikingGRU", &generator)
    if let memory {
      let kept = chronoBiases(hidden, memory: memory, "SpikingGRU", &generator)
      let (reset, new) = (0..<hidden, 2 * hidden..<3 * hidden)
      input.bias = .concatenated([input.bias.slice(reset), kept, input.bias.slice(new)])
    }
    self.init(
      GRUCell(
        input: input, recurrent: recurrent,
        neurons: firing(threshold, convention: convention, surrogate: surrogate)))
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
  ///   - convention: when a unit fires and how its membrane is reset; by default it is not.
  ///   - surrogate: the derivative that stands in for the spike's.
  ///   - memory: the longest time M in steps that units are to bridge: the input's bias of the gate
  ///     that keeps starts at ln u, that of a gate that writes at −ln u, with u uniform in 1...M−1
  ///     for each unit.  Without it units keep about half of what they hold at each step, and
  ///     after 100 steps neither memory nor gradient is left.
  ///   - generator: the source of the weights.
  /// - Precondition: sizes are positive, the kernel's odd, the memory at least 2.
  public init(
    _ inputs: Int, _ hidden: Int, kernel: Extent, threshold: Coefficient = 0.05,
    convention: Convention = Convention(reset: .none), surrogate: Surrogate = .arctan(),
    memory: Int? = nil,
    using generator: inout SplitMix64
  ) {
    let padding = samePadding(kernel, "SpikingConvLSTM2d")
    var input = Conv2d(inputs, 4 * hidden, kernel: kernel, padding: padding, using: &generator)
    let recurrent = Conv2d(
      hidden, 4 * hidden, kernel: kernel, padding: padding, using: &generator
    ).withoutBias
    if let memory, let bias = input.bias {
      let kept = chronoBiases(hidden, memory: memory, "SpikingConvLSTM2d", &generator)
      input.bias = remembering(bias, kept)
    }
    self.init(
      LSTMCell(
        input: input, recurrent: recurrent,
        neurons: firing(threshold, convention: convention, surrogate: surrogate)))
  }
}

private func firing(
  _ threshold: Coefficient, convention: Convention, surrogate: Surrogate
) -> SpikingLayer<FiringModel<Surrogate>> {
  SpikingLayer(FiringModel(convention: convention, surrogate: surrogate), coefficients: [threshold])
}

/// Weights and biases of both connections, uniform in ±1/√hidden.
private func gateWeights(
  _ inputs: Int, _ hidden: Int, gates: Int, _ layer: StaticString,
  _ generator: inout SplitMix64
) -> (input: Linear, recurrent: Linear) {
  require(inputs > 0 && hidden > 0, "\(layer): sizes \(inputs) and \(hidden)")
  let bound = 1 / Scalar(hidden).squareRoot()
  func connection(from size: Int) -> Linear {
    Linear(
      weight: .uniform([size, gates * hidden], in: -bound...bound, using: &generator),
      bias: .uniform([gates * hidden], in: -bound...bound, using: &generator))
  }
  return (connection(from: inputs), connection(from: hidden))
}

/// Biases c with which units start out with memories of all lengths up to a given one.
///
///     c = ln u,   u uniform in 1...M−1
///
/// M memory in steps; u and c dimensionless.  A gate with bias c keeps u/(1 + u) of the memory
/// at each step, hence for some 1 + u steps; the gate that writes, where it is another, takes −c.
///
/// Shape: `[units]`.
///
/// - Reference: Tallec & Ollivier, *Can Recurrent Neural Networks Warp Time?*, 2018.
/// - Precondition: M ≥ 2.
private func chronoBiases(
  _ units: Int, memory: Int, _ layer: StaticString, _ generator: inout SplitMix64
) -> Tensor {
  require(memory >= 2, "\(layer): a memory of \(memory) steps, expected 2 or more")
  return Tensor.uniform([units], in: 1...Scalar(memory - 1), using: &generator).log()
}

/// The biases of LSTM gates i, f, g, o, `[4·units]`, of which those that write and keep are set.
private func remembering(_ biases: Tensor, _ kept: Tensor) -> Tensor {
  .concatenated([-kept, kept, biases.slice(2 * kept.count..<4 * kept.count)])
}
