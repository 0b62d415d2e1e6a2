import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct SurrogateTests {
  /// Every case, with the places where its derivative jumps or has a corner.
  static let all: [(surrogate: Surrogate, kinks: [Scalar])] = [
    (.arctan(), []), (.arctan(alpha: 5), []),
    (.fastSigmoid(), [0]), (.fastSigmoid(slope: 5), [0]),
    (.sigmoid(), []), (.sigmoid(slope: 25), []),
    (.triangular(), [-1, 0, 1]), (.triangular(width: 0.5), [-0.5, 0, 0.5]),
    (.rectangular(), [-0.5, 0.5]), (.rectangular(width: 2), [-1, 1]),
    (.gaussian(), []), (.gaussian(deviation: 1), []),
    (.straightThrough, []),
  ]

  @Test(arguments: all)
  func derivativeIsTheSlopeOfThePrimitive(surrogate: Surrogate, kinks: [Scalar]) {
    let isDouble = MemoryLayout<Scalar>.size == 8
    let step: Scalar = isDouble ? 1e-5 : 1e-3
    let grid = stride(from: Scalar(-3.03), through: 3, by: 0.11)
      .filter { x in kinks.allSatisfy { abs(x - $0) > 2 * step } }
    let slopes = grid.map {
      (surrogate.primitive(at: $0 + step) - surrogate.primitive(at: $0 - step)) / (2 * step)
    }
    expectClose(
      Tensor(grid.map { surrogate.derivative(at: $0) }), Tensor(slopes),
      relative: isDouble ? 1e-6 : 1e-3, absolute: isDouble ? 1e-8 : 3e-4)
  }

  @Test(arguments: all)
  func staysFinite(surrogate: Surrogate, kinks: [Scalar]) {
    let huge = Scalar.greatestFiniteMagnitude / 2
    for x: Scalar in [0, 1e-30, 1, 88, 104, 746, 1e4, huge] {
      for signed in [x, -x] {
        #expect(surrogate.derivative(at: signed).isFinite, "at \(signed)")
        #expect(surrogate.derivative(at: signed) >= 0, "at \(signed)")
      }
    }
    #expect(surrogate.primitive(at: 1e4).isFinite && surrogate.primitive(at: -1e4).isFinite)
  }

  /// As snnTorch computes them; sigmoid(25) at ±1 and 1.5 is 3.5e-10 and below.
  @Test(arguments: [
    (Surrogate.arctan(alpha: 2), [0.0920, 0.91017, 1, 0.91017, 0.0920, 0.04309] as [Scalar]),
    (.fastSigmoid(slope: 25), [0.00148, 0.08163, 1, 0.08163, 0.00148, 0.00067]),
    (.sigmoid(slope: 25), [0, 1.75259, 6.25, 1.75259, 0, 0]),
  ])
  func knownValues(surrogate: Surrogate, expected: [Scalar]) {
    let points: [Scalar] = [-1, -0.1, 0, 0.1, 1, 1.5]
    expectClose(
      Tensor(points.map { surrogate.derivative(at: $0) }), Tensor(expected), absolute: 5e-5)
  }

  /// By hand: a triangle of width and height 1/w, a box of height 1/w, a bell of height 1/(σ√2π).
  @Test func knownValuesOfTheCompactSurrogates() {
    let points: [Scalar] = [-0.5, 0, 0.25, 0.75, 1]
    func values(_ surrogate: Surrogate) -> Tensor {
      Tensor(points.map { surrogate.derivative(at: $0) })
    }
    expectClose(values(.triangular(width: 1)), [0.5, 1, 0.75, 0.25, 0])
    expectClose(values(.triangular(width: 0.5)), [0, 2, 1, 0, 0])
    expectClose(values(.rectangular(width: 1)), [0, 1, 1, 0, 0])
    expectClose(values(.rectangular(width: 2)), [0.5, 0.5, 0.5, 0.5, 0])
    expectClose(
      values(.gaussian(deviation: 0.5)), [0.483941, 0.797885, 0.704131, 0.259035, 0.107982])
    expectClose(values(.straightThrough), [1, 1, 1, 1, 1])
  }

  /// Primitives rise from 0 over 1/2 at the threshold to 1, where they are bounded.
  @Test(arguments: [
    Surrogate.arctan(), .sigmoid(), .triangular(), .rectangular(), .gaussian(),
  ])
  func primitivesRunFromZeroToOne(surrogate: Surrogate) {
    expectClose(
      Tensor([-1e6, 0, 1e6].map { surrogate.primitive(at: $0) }), [0, 0.5, 1])
  }

  @Test(arguments: all)
  func firesStrictlyAboveTheThreshold(surrogate: Surrogate, kinks: [Scalar]) {
    let distances: [Scalar] = [-1, -.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1, .nan]
    #expect(distances.map { surrogate.value(at: $0) } == [0, 0, 0, 1, 1, 0])
  }

  /// U = θ exactly, 0.5 + 0.5: neither fires nor resets.
  @Test func membraneAtTheThresholdDoesNotFire() {
    let input = Tensor([1, 0.5], shape: [2, 1, 1])
    let neurons = Leaky(beta: 0.5)
    #expect(neurons.answer(to: input).scalars == [0, 0])
    #expect(neurons.emittingMembrane.answer(to: input).scalars == [1, 1])
  }

  @Test func customSurrogateIsLikeTheBuiltInItCopies() {
    let custom = CustomSurrogate(
      derivative: { 1 / ((1 + 5 * abs($0)) * (1 + 5 * abs($0))) },
      primitive: { 0.5 + $0 / (1 + 5 * abs($0)) })
    let builtIn = Surrogate.fastSigmoid(slope: 5)
    let grid = Array(stride(from: Scalar(-2), through: 2, by: 0.125))
    expectClose(
      Tensor(grid.map { custom.derivative(at: $0) }),
      Tensor(grid.map { builtIn.derivative(at: $0) }))
    #expect(grid.map { custom.value(at: $0) } == grid.map { $0 > 0 ? 1 : 0 })
    #expect(custom.primitiveFunction(0) == 0.5)

    let input = Tensor.sample([6, 2, 3], in: 0...2)
    func trace(_ layer: some Layer) -> (spikes: Tensor, gradient: Tensor) {
      let (_, gradients) = valueWithGradient(at: DrivenLayer(layer, input: input)) {
        ($0.output * unevenWeights($0.output.shape)).sum()
      }
      return (layer.answer(to: input), gradients.tensors[0])
    }
    let ours = trace(SpikingLayer(CustomLeaky(surrogate: custom), coefficients: [0.8]))
    let theirs = trace(Leaky(beta: 0.8, convention: Convention(reset: .none), surrogate: builtIn))
    #expect(ours.spikes == theirs.spikes && ours.spikes.scalars.contains(1))
    expectClose(ours.gradient, theirs.gradient)
  }

  @Test func codableByName() throws {
    for (surrogate, _) in Self.all {
      let data = try JSONEncoder().encode(surrogate)
      #expect(try JSONDecoder().decode(Surrogate.self, from: data) == surrogate)
    }
  }
}

/// A leaky neuron without reset whose surrogate is the caller's.
private struct CustomLeaky: NeuronModel {
  static let stateNames = ["membrane"]
  static let coefficientNames = ["beta"]
  static var stateCount: Int { 1 }
  static var coefficientCount: Int { 1 }
  let surrogate: CustomSurrogate

  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    state[0] = k[0] * state[0] + input
    return (state[0] - 1).spike(surrogate)
  }
}
