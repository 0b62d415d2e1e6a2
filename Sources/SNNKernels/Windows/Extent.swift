/// A height and a width, counted in pixels; a bare number is both.
///
///     Conv2d(3, 16, kernel: 3, padding: 1, using: &generator)
///     Conv2d(3, 16, kernel: Extent(3, 5), using: &generator)
public struct Extent: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int

  /// A height and a width.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// As wide as high.
  public init(_ side: Int) { self.init(side, side) }

  /// A square.
  public init(integerLiteral side: Int) { self.init(side) }

  /// height·width.
  public var area: Int { height * width }

  /// In words.
  public var description: String { "[\(height), \(width)]" }
}
