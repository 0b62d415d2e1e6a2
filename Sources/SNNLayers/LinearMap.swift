/// A layer whose answer is a weighted sum of its input, sample by sample.
public protocol LinearMap: Layer {
  /// The number of axes of one sample: 1 for features `[F]`, 3 for images `[C, H, W]`.
  static var sampleRank: Int { get }
}

extension Linear: LinearMap {
  /// Features, `[F]`.
  public static var sampleRank: Int { 1 }
}

extension Conv1d: LinearMap {
  /// Channels and a length, `[C, L]`.
  public static var sampleRank: Int { 2 }
}

extension Conv2d: LinearMap {
  /// Channels, height and width, `[C, H, W]`.
  public static var sampleRank: Int { 3 }
}
