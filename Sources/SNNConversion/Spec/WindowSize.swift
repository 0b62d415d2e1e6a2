internal import SNNKernels

/// A size of windows: one number for every axis, or a height and a width.
///
/// In networks of one spatial dimension a number is the length; a height and a width have no meaning
/// there.
public enum WindowSize: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// The same along every axis.
  case number(Int)
  /// A height and a width.
  case sides(Int, Int)

  /// The same along every axis.
  public init(integerLiteral value: Int) { self = .number(value) }

  /// The largest size that is taken.
  public static let limit = 65_535

  /// Whether all sizes lie between `least` and the limit.
  func isSound(atLeast least: Int) -> Bool {
    switch self {
    case .number(let size): least...Self.limit ~= size
    case .sides(let height, let width):
      least...Self.limit ~= height && least...Self.limit ~= width
    }
  }

  /// The size in pixels; nil for a height and a width where there is only a length.
  ///
  /// - Parameters:
  ///   - isOneDimensional: whether samples are `[C, L]`.
  ///   - neutral: what the height is then.
  func extent(isOneDimensional: Bool, neutral: Int) -> Extent? {
    switch self {
    case .number(let size): isOneDimensional ? Extent(neutral, size) : Extent(size)
    case .sides(let height, let width): isOneDimensional ? nil : Extent(height, width)
    }
  }
}

/// How far windows reach over the edges.
public enum PaddingChoice: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// As far over one edge as over the other.
  case size(WindowSize)
  /// So far that an image of n elements has ⌈n/stride⌉ windows; where the total is odd, the lower
  /// and the right edge get one more, as in PyTorch and TensorFlow.
  case same

  /// The same over every edge.
  public init(integerLiteral value: Int) { self = .size(.number(value)) }

  func isSound() -> Bool {
    switch self {
    case .size(let size): size.isSound(atLeast: 0)
    case .same: true
    }
  }
}
