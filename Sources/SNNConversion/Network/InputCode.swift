/// How samples come into a converted network.
public enum InputCode: String, Sendable, Codable, CaseIterable {
  /// As real currents, the same at every step; the first weights then work once, on numbers.
  case analog
  /// Spikes drawn by lot, in proportion to the feature.
  case rate
  /// One spike, the earlier the stronger, worth T − 1 minus its step.
  case latency
  /// Binary digits, most significant first, once per period.
  case phase
  /// A burst at the start, the longer the stronger.
  case burst
}
