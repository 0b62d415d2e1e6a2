import SNNSpiking
import SNNTestSupport
import Testing

/// With the reset of the next step the gradient treats the reset's spikes as constants: compared
/// with back-propagation through time written out by hand, one neuron at a time.
@Suite struct DetachedResetTests {
  private let input: [Scalar] = [1.4, 0.3, 0.9, 0.8, -0.2, 1.6, 0.1, 0.7, 1.1, 0.4]
  private let weights: [Scalar] = [0.3, -1, 0.7, 0.2, -0.4, 1.1, 0.6, -0.8, 0.5, 0.9]
  private let alpha: Scalar = 0.6
  private let beta: Scalar = 0.8
  private let threshold: Scalar = 0.9

  /// The states of one neuron and what its gradient is made of.
  private struct Run {
    var membranes: [Scalar] = []
    var currents: [Scalar] = []
    var resets: [Scalar] = []
  }

  private func run(_ reset: Reset, synaptic: Bool) -> Run {
    var (u, i): (Scalar, Scalar) = (0, 0)
    var run = Run()
    for x in input {
      let fired: Scalar = u > threshold ? 1 : 0
      i = (synaptic ? alpha * i : 0) + x
      let decayed = beta * u
      switch reset {
      case .none: u = decayed + i
      case .subtract: u = decayed + i - threshold * fired
      case .zero: u = (1 - fired) * decayed + i
      case .zeroDiscardingInput: u = (1 - fired) * (decayed + i)
      }
      run.membranes.append(u)
      run.currents.append(i)
      run.resets.append(fired)
    }
    return run
  }

  /// ∂(Σ weights·S)/∂ every input, α, β and θ.
  private func gradient(_ run: Run, _ reset: Reset, synaptic: Bool) -> (
    input: [Scalar], alpha: Scalar, beta: Scalar, threshold: Scalar
  ) {
    var input = [Scalar](repeating: 0, count: self.input.count)
    var (dAlpha, dBeta, dThreshold): (Scalar, Scalar, Scalar) = (0, 0, 0)
    var (du, di): (Scalar, Scalar) = (0, 0)
    for t in input.indices.reversed() {
      let slope = Surrogate.arctan().derivative(at: run.membranes[t] - threshold)
      du += weights[t] * slope
      dThreshold -= weights[t] * slope
      let fired = run.resets[t]
      if reset == .subtract { dThreshold -= du * fired }
      let kept: Scalar = reset == .zero || reset == .zeroDiscardingInput ? 1 - fired : 1
      di += du * (reset == .zeroDiscardingInput ? kept : 1)
      input[t] = di
      if t > 0 {
        dAlpha += di * run.currents[t - 1]
        dBeta += du * kept * run.membranes[t - 1]
      }
      di *= synaptic ? alpha : 0
      du *= kept * beta
    }
    return (input, dAlpha, dBeta, dThreshold)
  }

  private func derived(_ layer: some Layer) -> Gradients {
    let count = input.count
    let driven = DrivenLayer(layer, input: Tensor(input, shape: [count, 1, 1]))
    return valueWithGradient(at: driven) {
      ($0.output * Tensor(weights, shape: [count, 1, 1])).sum()
    }.gradients
  }

  @Test(arguments: Reset.allCases)
  func leaky(reset: Reset) throws {
    let run = run(reset, synaptic: false)
    try #require(run.resets.contains(1) && run.resets.contains(0))
    let expected = gradient(run, reset, synaptic: false)
    let gradients = derived(
      Leaky(
        beta: .learned(beta), threshold: .learned(threshold), convention: Convention(reset: reset)))
    expectClose(Tensor(try #require(gradients["input"]).scalars), Tensor(expected.input))
    expectClose(try #require(gradients["layer.beta"]), Tensor(expected.beta))
    expectClose(try #require(gradients["layer.threshold"]), Tensor(expected.threshold))
  }

  @Test(arguments: Reset.allCases)
  func synaptic(reset: Reset) throws {
    let run = run(reset, synaptic: true)
    try #require(run.resets.contains(1) && run.resets.contains(0))
    let expected = gradient(run, reset, synaptic: true)
    let gradients = derived(
      Synaptic(
        alpha: .learned(alpha), beta: .learned(beta), threshold: .learned(threshold),
        convention: Convention(reset: reset)))
    expectClose(Tensor(try #require(gradients["input"]).scalars), Tensor(expected.input))
    expectClose(try #require(gradients["layer.alpha"]), Tensor(expected.alpha))
    expectClose(try #require(gradients["layer.beta"]), Tensor(expected.beta))
    expectClose(try #require(gradients["layer.threshold"]), Tensor(expected.threshold))
  }
}
