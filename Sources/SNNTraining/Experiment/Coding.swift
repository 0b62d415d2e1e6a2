/// How static features become spike trains.
public enum Coding: String, Sendable, Codable, CaseIterable {
  /// Evenly spread spikes, as many as the feature is strong.
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
}
