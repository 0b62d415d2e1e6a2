import SNN
import SNNCommandLine

/// A neuron that is not the library's: its membrane leaks towards a resting value of its own.
///
///     V[t] = E + β·(U[t−1] − E) + X[t]      S[t] = H(V[t] − θ)      U[t] = V[t] − θ·S[t]
///
/// It stands here, outside the library, so that `snntrain benchmark neurons` shows what a neuron of
/// a user's own costs beside the built-in ones.
struct RestingModel: NeuronModel {
  static let stateNames = ["membrane"]
  static let coefficientNames = ["beta", "threshold", "rest"]
  static var stateCount: Int { 1 }
  static var coefficientCount: Int { 3 }
  var surrogate = Surrogate.arctan()

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, threshold, rest) = (k[0], k[1], k[2])
    let charged = rest + beta * (state[0] - rest) + input
    let spike = (charged - threshold).spike(surrogate)
    state[0] = charged - spike * threshold
    return spike
  }
}

/// Nanoseconds per neuron and step of a layer's forward pass, and of forward and reverse together.
struct NeuronCost: Encodable {
  let neuron: String
  let forward_ns: Double
  let training_ns: Double

  /// 4,096 neurons over 25 steps on one thread: the state stays in cache, so the neuron is measured
  /// and not the memory.
  static func all(seconds: (() -> Void) -> Double) -> [NeuronCost] {
    [
      NeuronCost("leaky", Leaky(beta: 0.9), seconds),
      NeuronCost("synaptic", Synaptic(alpha: 0.8, beta: 0.9), seconds),
      NeuronCost(
        "own", SpikingLayer(RestingModel(), coefficients: [0.9, 1, 0.1]), seconds),
    ]
  }

  private init(_ name: String, _ layer: some Layer, _ seconds: (() -> Void) -> Double) {
    var generator = RandomKey(seed: 0)["neurons"].generator
    let input = Tensor.uniform([25, 64, 64], in: -0.5...1, using: &generator)
    let key = RandomKey(seed: 0)
    let perStep = 1e9 / Double(input.count)
    neuron = name
    forward_ns = perStep * seconds { _ = layer(input, key: key) }
    training_ns =
      perStep
      * seconds {
        _ = valueWithGradient(at: input) { input in
          var context = Context(mode: .training, key: key)
          return layer(input, &context).sum()
        }
      }
  }
}
