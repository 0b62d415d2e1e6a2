/// How samples come into a converted network.
public enum InputCode: String, Sendable, Codable, CaseIterable {
  /// As real currents, the same at every step; the first weights then work once, on numbers.
  case analog
  /// Spikes drawn by lot, in proportion to the feature.
  case rate
  /// One spike, the earlier the stronger, worth T·(1 − t/(T − 1)) in step t, so that the mean
  /// over the steps is the feature.
  case latency
  /// Binary digits, most significant first, once per period.
  case phase
  /// A burst at the start, the longer the stronger.
  case burst

  /// Whether only all steps together say the feature.
  var isReadWhole: Bool {
    switch self {
    case .analog, .rate: false
    case .latency, .phase, .burst: true
    }
  }
}
