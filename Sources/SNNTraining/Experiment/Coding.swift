/// How static features become spike trains.
public enum Coding: String, Sendable, Codable, CaseIterable {
  /// Spikes in proportion to the feature, evenly spread or drawn by lot.
  case rate
  /// One spike, the earlier the stronger.
  case temporal
  /// A trainable layer whose neurons fire by themselves.
  case direct
  /// Binary digits, most significant first.
  case phase
  /// Short bursts, denser and longer for strong features.
  case burst
  /// Gaussian receptive fields, each with one spike.
  case population

  /// What features must be scaled to: encoders read 0...1, a trainable layer likes mean 0.
  public var scaling: Scaler.Kind { self == .direct ? .standard : .minMax }

  /// The fewest steps in which a strong and a weak feature differ: a spike can only be early if
  /// another can be late, and the second spike of a burst comes two steps after the first.
  public var fewestSteps: Int {
    switch self {
    case .rate, .direct, .phase, .population: 1
    case .temporal: 2
    case .burst: 3
    }
  }
}
