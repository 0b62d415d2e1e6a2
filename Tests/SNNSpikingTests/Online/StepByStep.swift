import SNNSpiking

/// The summed loss and gradients of a model that runs window by window from rest.
///
/// - Parameters:
///   - model: takes `[K, B, F]`.
///   - input: `[T, B, F]`.
///   - length: K.
///   - loss: of the output of a window, of whose steps it is told; a sum over steps.
func gradients(
  of model: some Layer, on input: Tensor, every length: Int,
  loss: (_ output: Tensor, _ steps: Range<Int>) -> Tensor
) -> (loss: Scalar, gradients: Gradients) {
  var (state, total, sum) = (ModelState.rest, Scalar(0), Gradients?.none)
  for window in TimeWindow.cut(steps: input.shape[0], every: length) {
    var context = Context(
      mode: .training, key: RandomKey(seed: 1), state: state, window: window)
    let (value, part) = valueWithGradient(at: model) { model in
      loss(model(input.slice(window.steps), &context), window.steps)
    }
    state = context.finalState
    total += value.scalar
    sum = sum.map { $0 + part } ?? part
  }
  return (total, sum ?? Gradients(tensors: [], paths: []))
}

/// The tolerance of a comparison that is exact but for rounding.
let rounding: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-9 : 1e-4

/// Bellec's adaptive neuron, whose threshold rises by b with every spike and falls back by ρ:
///
///     v[t] = α·v[t−1] + X[t] − z[t−1], detached      a[t] = ρ·a[t−1] + z[t−1]
///     z[t] = H(v[t] − 1 − b·a[t])
///
/// The spike that raises the threshold carries its surrogate gradient.
struct AdaptiveThreshold: NeuronModel {
  static let stateNames = ["membrane", "adaptation"]
  static let coefficientNames = ["alpha", "rho", "strength"]
  static var stateCount: Int { 2 }
  static var coefficientCount: Int { 3 }
  var surrogate = Surrogate.triangular()

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let fired = (state[0] - 1 - k[2] * state[1]).spike(surrogate)
    state[0] = k[0] * state[0] + input - fired.detached
    state[1] = k[1] * state[1] + fired
    return (state[0] - 1 - k[2] * state[1]).spike(surrogate)
  }
}
