public import SNNLayers

/// Delta modulation of a signal that changes over time: a spike where it has risen, and minus one
/// where it has fallen, by at least the threshold since the step before.
///
///     d[t] = x[t] − x[t−1]      S[t] = 1 if d ≥ θ,  −1 if d ≤ −θ and falls are marked, else 0
///
/// Before the first step the signal is taken to be its first value (`.held`), or 0 (`.zero`); the
/// last value is carried on, so that pieces of a signal give the spikes of the whole.
///
/// x signal, θ threshold, dimensionless.  Shapes: `[T, …] → [T, …]`.  No gradient passes.
/// - Reference: Eshraghian et al., *Training Spiking Neural Networks Using Lessons From Deep
///   Learning*, 2023; snnTorch 1.0 `delta`.
public struct DeltaEncoder: Layer {
  /// What the signal was before its first step: its first value, or 0.
  public enum Start: Sendable { case held, zero }

  /// Whether a fall gives −1 or nothing.
  public enum Falls: Sendable { case marked, ignored }

  /// θ, the least change that is marked.
  public let threshold: Scalar

  /// What the signal was before its first step.
  public let start: Start

  /// What a fall gives.
  public let falls: Falls

  /// Marks rises, and falls if asked.
  /// - Precondition: `threshold` > 0.
  public init(threshold: Scalar = 0.1, start: Start = .zero, falls: Falls = .ignored) {
    require(threshold > 0, "DeltaEncoder: threshold \(threshold) is not positive")
    self.threshold = threshold
    self.start = start
    self.falls = falls
  }

  /// 1, 0 or −1 at every step, in the shape of the signal.
  /// - Precondition: `input` has a time axis and no NaN.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(input.rank >= 1, "DeltaEncoder: input \(input.shape), expected [T, …]")
    require(
      !input.scalars.contains(where: \.isNaN), "DeltaEncoder: the input holds a NaN")
    let steps = input.shape[0]
    guard steps > 0 else { return input }
    let opening = input.slice(0..<1)
    let rest = start == .held ? opening : .zeros(opening.shape)
    let first = context.carriedState(shape: opening.shape) ?? rest
    context.carry(input.slice(steps - 1..<steps))
    let before = Tensor.concatenated([first, input.slice(0..<steps - 1)])
    let change = (input - before).detached
    let rises = change .>= Tensor(threshold)
    return falls == .marked ? rises - (change .<= Tensor(-threshold)) : rises
  }
}
