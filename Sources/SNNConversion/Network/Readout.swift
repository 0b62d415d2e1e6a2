internal import SNNTensor

/// From which step on the read-out of a converted network counts.
///
/// The first spikes of deep layers come late; a read-out that waits for them is nearer the original
/// network's scores.
/// - Reference: Bu, Li & Yu, *Inference-Scale Complexity in ANN-SNN Conversion for High-Performance
///   and Low-Power Applications*, 2025.
public enum Readout: Sendable, Hashable, Codable {
  /// From the first step on.
  case immediate
  /// After so many steps, which are left out only where at least four steps remain.
  case delayed(Int)

  /// The first step that counts, in an inference of so many.
  func start(steps: Int) -> Int {
    switch self {
    case .immediate: 0
    case .delayed(let delay): max(0, min(delay, steps - 4))
    }
  }
}
