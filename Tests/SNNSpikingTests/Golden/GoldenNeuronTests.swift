import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

/// A fixture and the neurons that should reproduce it.
struct LeakyCase: CustomTestStringConvertible, Sendable {
  let fixture: String
  let neurons: Leaky
  var testDescription: String { fixture }

  static let all = [Reset.subtract, .zero, .none].flatMap { reset in
    [
      LeakyCase(
        fixture: "leaky_\(reset)_atan2",
        neurons: Leaky(beta: .single(0.85), convention: Convention(reset: reset))),
      LeakyCase(
        fixture: "leaky_\(reset)_fast_sigmoid25",
        neurons: Leaky(
          beta: .single(0.85), convention: Convention(reset: reset),
          surrogate: .fastSigmoid(slope: 25))),
      LeakyCase(
        fixture: "leaky_\(reset)_nodelay",
        neurons: Leaky(
          beta: .single(0.85), threshold: .single(0.7),
          convention: Convention(reset: reset, timing: .sameStepOwing))),
    ]
  }
}

extension Coefficient {
  /// The number as snnTorch had it, in single precision.
  static func single(_ value: Float) -> Coefficient { .fixed(Scalar(value)) }
}

@Suite struct GoldenNeuronTests {
  @Test(arguments: LeakyCase.all)
  func leaky(_ example: LeakyCase) throws {
    try expectTrace(example.neurons, example.fixture)
  }

  /// The shared threshold's gradient is a sum of 600 numbers of both signs; snnTorch's is off by
  /// 3.3e-5 from the same sum in double precision.
  @Test func leakyLearningSharedCoefficients() throws {
    try expectTrace(
      Leaky(
        beta: .learned(Scalar(Float(0.9))), threshold: .learned(Scalar(Float(0.8))),
        surrogate: .fastSigmoid(slope: 5)),
      "leaky_learned_scalar", learned: ["beta": 1e-5, "threshold": 5e-5])
  }

  @Test func leakyLearningItsOwnCoefficients() throws {
    try expectTrace(
      Leaky(
        beta: .learned(perNeuron: (0..<5).map { 0.5 + 0.45 * Scalar($0) / 4 }),
        threshold: .learned(Scalar(Float(0.8)), neurons: 5)),
      "leaky_learned_per_neuron", learned: ["beta": 1e-5, "threshold": 1e-5])
  }

  @Test func winnerTakesAll() throws {
    try expectTrace(Leaky(beta: .single(0.85)), "leaky_inhibition") { neurons, input in
      WinnerTakesAll(neurons).answer(to: input)
    }
  }

  /// snnTorch's reset "zero" of every neuron but Leaky discards the input of the step.
  static let snnTorchResets: [(name: String, reset: Reset)] = [
    ("subtract", .subtract), ("zero", .zeroDiscardingInput), ("none", .none),
  ]

  @Test(arguments: snnTorchResets)
  func lapicque(name: String, reset: Reset) throws {
    try expectTrace(
      Lapicque(
        resistance: 2, capacitance: 1.5, timeStep: 0.5, threshold: .single(0.6),
        convention: .snnTorch(reset: reset)),
      "lapicque_\(name)")
  }

  @Test(arguments: snnTorchResets)
  func alpha(name: String, reset: Reset) throws {
    try expectTrace(
      Alpha(
        alpha: .single(0.85), beta: .single(0.75), threshold: .single(0.8),
        convention: .snnTorch(reset: reset)),
      "alpha_\(name)")
  }

  @Test(arguments: snnTorchResets)
  func synaptic(name: String, reset: Reset) throws {
    try expectTrace(
      Synaptic(alpha: .single(0.8), beta: .single(0.7), convention: .snnTorch(reset: reset)),
      "synaptic_\(name)")
  }

  /// The synaptic current is a leaky integral of the input, which is all a read-out is.
  @Test(arguments: [Reset.subtract, .zero, .none])
  func readoutIsTheSynapticCurrent(reset: Reset) throws {
    let fixture = try Fixture("synaptic_\(reset)", in: .module)
    expectClose(
      LeakyReadout(beta: .single(0.8)).answer(to: try fixture["input"]), try fixture["current"])
  }
}
