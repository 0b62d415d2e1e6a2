/// The shapes of network an experiment can name.
public enum Architecture: String, Sendable, Codable, CaseIterable {
  /// Layers in which every neuron hears every neuron of the layer before.
  case mlp
  /// 12C5-MP2-64C5-MP2 for images, then layers as in an mlp: 12 and 64 kernels of 5 × 5 pixels,
  /// spiking neurons after each, and pools that hand on whether one of 2 × 2 neurons fired.
  case cnn
}

/// How training images are varied, so that a network learns from more than there are.
public struct Augmentation: Sendable, Hashable, Codable {
  /// The largest shift in pixels, in either direction.
  public var shift = 0

  /// What may be mirrored; nil for nothing.
  public var flip: RandomFlip.Direction?

  /// Images as they are.
  public init() {}

  /// Whether images stay as they are.
  public var isNone: Bool { self == Augmentation() }

  /// Rows of pixels varied as images of a shape and turned into rows again.
  func layers(_ image: Shape?) -> [any Layer] {
    guard let image, !isNone else { return [] }
    let shifts: [any Layer] = shift > 0 ? [RandomShift(shift)] : []
    let flips = flip.map { [RandomFlip($0) as any Layer] } ?? []
    return [Unflatten(into: image)] + shifts + flips + [Flatten(fromAxis: 1)]
  }
}

// Model files from before a setting existed do not have it; what they hold is what it now starts as.
extension KeyedDecodingContainer {
  func decode(_ type: Architecture.Type, forKey key: Key) throws -> Architecture {
    try decodeIfPresent(type, forKey: key) ?? .mlp
  }

  func decode(_ type: Augmentation.Type, forKey key: Key) throws -> Augmentation {
    try decodeIfPresent(type, forKey: key) ?? Augmentation()
  }
}
