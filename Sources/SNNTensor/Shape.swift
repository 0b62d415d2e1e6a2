/// The sizes of a tensor's axes, outermost first; `[]` is a single number.
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The sizes of the axes, outermost first.
  public let dimensions: [Int]

  /// The shape with these sizes, outermost first.
  /// - Precondition: no dimension is negative.
  public init(_ dimensions: [Int]) {
    require(dimensions.allSatisfy { $0 >= 0 }, "Shape: negative dimension in \(dimensions)")
    self.dimensions = dimensions
  }

  /// `[2, 3]` has two axes, `[]` none.
  /// - Precondition: no dimension is negative.
  public init(arrayLiteral dimensions: Int...) { self.init(dimensions) }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of elements: the product of the dimensions, 1 for `[]`.
  public var elementCount: Int { dimensions.reduce(1, *) }

  /// The size of an axis; negative axes count from the last (−1 is the innermost).
  /// - Precondition: −rank ≤ `axis` < rank.
  public subscript(axis: Int) -> Int { dimensions[axis < 0 ? axis + rank : axis] }

  /// The sizes as they are written in messages: `[2, 3]`.
  public var description: String {
    "[" + dimensions.map { "\($0)" }.joined(separator: ", ") + "]"
  }

  /// How far apart neighbours along each axis lie in row-major memory.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }

  /// The axis as a place in `dimensions`.
  /// - Precondition: −rank ≤ axis < rank.
  func index(ofAxis axis: Int, _ operation: StaticString) -> Int {
    let index = axis < 0 ? axis + rank : axis
    require((0..<rank).contains(index), "\(operation): no axis \(axis) in shape \(self)")
    return index
  }

  /// The shape seen as `[outer, count, inner]` around one axis.
  func split(around axis: Int) -> (outer: Int, count: Int, inner: Int) {
    (
      dimensions[..<axis].reduce(1, *), dimensions[axis],
      dimensions[(axis + 1)...].reduce(1, *)
    )
  }

  func replacing(axis: Int, with size: Int) -> Shape {
    var dimensions = dimensions
    dimensions[axis] = size
    return Shape(dimensions)
  }

  func removing(axis: Int) -> Shape {
    var dimensions = dimensions
    dimensions.remove(at: axis)
    return Shape(dimensions)
  }

  /// The shape both operands take when sizes of one and missing outer axes stretch.
  /// - Precondition: along every axis the sizes agree or one of them is 1.
  static func broadcast(_ lhs: Shape, _ rhs: Shape, _ operation: StaticString) -> Shape {
    if lhs == rhs { return lhs }
    let rank = max(lhs.rank, rhs.rank)
    let (a, b) = (lhs.padded(to: rank), rhs.padded(to: rank))
    return Shape(
      Swift.zip(a, b).map { left, right in
        require(
          left == right || left == 1 || right == 1,
          "\(operation): shapes \(lhs) and \(rhs) do not broadcast")
        return left == 1 ? right : left
      })
  }

  private func padded(to rank: Int) -> [Int] {
    [Int](repeating: 1, count: rank - self.rank) + dimensions
  }

  /// Strides with which this shape is read as if it had the shape `target`: 0 where it stretches.
  func strides(broadcastTo target: Shape) -> [Int] {
    let missing = target.rank - rank
    let own = strides
    return target.dimensions.indices.map { axis in
      axis < missing || dimensions[axis - missing] == 1 ? 0 : own[axis - missing]
    }
  }
}
