import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// Traces of one synapse worked by hand: weight 0.6, no bias, spikes 1 0 1 1 before it.
@Suite struct WorkedTraceGradientTests {
  private let input = Tensor([1, 0, 1, 1], shape: [4, 1, 1])

  private func unit<Model: NeuronModel>(
    _ neurons: SpikingLayer<Model>, _ rule: OnlineRule
  ) -> OnlineNeurons<Model> {
    OnlineNeurons(Linear(weight: [[0.6]], bias: [0]), neurons, rule)
  }

  /// The weight's gradient of the first 1, 2, … steps.
  private func cumulative(
    _ model: some Layer, loss: (Tensor, Range<Int>) -> Tensor
  ) throws -> Tensor {
    let course = try (1...4).map { steps in
      let sum = gradients(of: model, on: input.slice(0..<steps), every: 1, loss: loss).gradients
      return try #require(sum["linear.weight"]).scalar
    }
    return Tensor(course)
  }

  /// OTTT with λ = β = 0.5, θ = 1, ψ = max(0, 1 − |u − 1|), L = (s − 1)²/2: u = 0.6 0.3 0.75 0.975
  /// never fires, â = 1 0.5 1.25 1.625, and the gradient is −Σ ψ·â.
  @Test func onlineTrainingThroughTime() throws {
    let neurons = Leaky(beta: 0.5, surrogate: .triangular())
    let model = unit(neurons, .ottt(decay: 0.5))
    expectClose(
      try cumulative(model) { s, _ in ((s - 1) * (s - 1)).sum() * 0.5 },
      [-0.6, -0.75, -1.6875, -3.271875])
    let membranes = unit(neurons.emittingMembrane, .ottt(decay: 0.5)).answer(to: input)
    expectClose(membranes.flattened(), [0.6, 0.3, 0.75, 0.975])
  }

  /// e-prop with α = κ = e^(−1/20), θ = 1 and ψ = 0.3·max(0, 1 − |v − 1|), the paper's, for the
  /// learning signals 0 0.5 −0.2 1: v = 0.6 0.570738 1.142902 0.687162, which fires once,
  /// ē = 0.18 0.334092 0.807588 1.347878.
  @Test func eligibilityPropagation() throws {
    let decay = Scalar(exp(-1.0 / 20))
    let dampened = CustomSurrogate(
      derivative: { 0.3 * max(0, 1 - abs($0)) }, primitive: { 0.3 * $0 })
    let neurons = SpikingLayer(
      LeakyModel(surrogate: dampened), coefficients: [.fixed(decay), 1])
    let model = unit(neurons, .eprop(readoutDecay: decay))
    let membranes = unit(neurons.emittingMembrane, .rtrl).answer(to: input)
    expectClose(membranes.flattened(), [0.6, 0.570738, 1.142902, 0.687162])
    // A signal of 1 at one step alone gives the filtered trace of that step.
    let traces = try (0..<4).map { step in
      let sum = gradients(of: model, on: input, every: 1) { s, steps in
        s.sum() * (steps.contains(step) ? 1 : 0)
      }
      return try #require(sum.gradients["linear.weight"]).scalar
    }
    expectClose(Tensor(traces), [0.18, 0.334092, 0.807588, 1.347878], absolute: 2e-6)
    let signals: [Scalar] = [0, 0.5, -0.2, 1]
    let course = try cumulative(model) { s, steps in
      s.sum() * Tensor(signals[steps.lowerBound])
    }
    expectClose(Tensor(course.scalars[3]), Tensor(1.353407), absolute: 2e-6)
  }

  /// e-prop of an adaptive threshold against the paper's recursion,
  /// e = ψ·(z̄ − b·ε),  ε ← ψ·z̄ + (ρ − ψ·b)·ε, with the neuron written out beside it.
  @Test func adaptiveThreshold() throws {
    let (alpha, rho, strength): (Scalar, Scalar, Scalar) = (0.9, 0.8, 0.3)
    let spikes: [Scalar] = [1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1]
    var (v, a, z, slope): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
    var (filtered, epsilon, fired): (Scalar, Scalar, Scalar) = (0, 0, 0)
    var expected: [Scalar] = []
    for x in spikes {
      // ε of this step from ψ and z̄ of the one before.
      epsilon = slope * filtered + (rho - slope * strength) * epsilon
      filtered = alpha * filtered + x
      v = alpha * v + 0.6 * x - z
      a = rho * a + z
      z = v - 1 - strength * a > 0 ? 1 : 0
      slope = max(0, 1 - abs(v - 1 - strength * a))
      expected.append(slope * (filtered - strength * epsilon))
      fired += z
    }
    try #require(fired > 2 && fired < 10)
    let neurons = SpikingLayer(
      AdaptiveThreshold(),
      coefficients: [.fixed(alpha), .fixed(rho), .fixed(strength)])
    let train = Tensor(spikes, shape: [spikes.count, 1, 1])
    for step in spikes.indices {
      let sum = gradients(of: unit(neurons, .eprop(readoutDecay: 0)), on: train, every: 1) {
        s, steps in s.sum() * (steps.contains(step) ? 1 : 0)
      }
      expectClose(
        Tensor(try #require(sum.gradients["linear.weight"]).scalar), Tensor(expected[step]))
    }
  }
}
