/// A dense array of numbers with a shape: a value, copied on write, safe to share between tasks.
///
/// Elements are stored row-major and contiguous.  Operations on two tensors broadcast: axes of size
/// one and missing outer axes stretch, and shapes that differ otherwise trap.
///
/// A tensor computed from a model's parameters inside `valueWithGradient` also remembers its place
/// on that call's tape; everywhere else nothing is recorded.
public struct Tensor: Sendable {
  /// The sizes of the axes, outermost first.
  public let shape: Shape

  /// The elements in row-major order.
  public private(set) var scalars: [Scalar]

  /// The place on the tape, when the tensor depends on something whose gradient is wanted.
  let node: TapeNode?

  init(scalars: [Scalar], shape: Shape, node: TapeNode?) {
    self.scalars = scalars
    self.shape = shape
    self.node = node
  }

  /// A tensor of the given elements.
  ///
  /// - Parameters:
  ///   - scalars: the elements in row-major order.
  ///   - shape: the sizes of the axes.
  /// - Precondition: as many scalars as the shape has elements.
  public init(_ scalars: [Scalar], shape: Shape) {
    require(
      scalars.count == shape.elementCount,
      "Tensor: \(scalars.count) scalars do not fill shape \(shape)")
    self.init(scalars: scalars, shape: shape, node: nil)
  }

  /// A vector, shape `[count]`.
  public init(_ scalars: [Scalar]) { self.init(scalars, shape: [scalars.count]) }

  /// A single number, shape `[]`.
  public init(_ scalar: Scalar) { self.init([scalar], shape: []) }

  /// The same number everywhere, any shape.
  public init(repeating value: Scalar, shape: Shape) {
    self.init([Scalar](repeating: value, count: shape.elementCount), shape: shape)
  }

  /// 0 everywhere, any shape.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// 1 everywhere, any shape.
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// 1 in the column of each label, 0 elsewhere: `[B]` → `[B, classes]`.
  /// - Precondition: every label lies in 0..<classes.
  public static func oneHot(_ labels: [Int], classes: Int) -> Tensor {
    var scalars = [Scalar](repeating: 0, count: labels.count * classes)
    for (row, label) in labels.enumerated() {
      require((0..<classes).contains(label), "oneHot: label \(label) of \(classes) classes")
      scalars[row * classes + label] = 1
    }
    return Tensor(scalars, shape: [labels.count, classes])
  }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The number of elements.
  public var count: Int { scalars.count }

  /// The only element of a tensor that has one.
  /// - Precondition: `count` is 1.
  public var scalar: Scalar {
    require(count == 1, "scalar: shape \(shape) has \(count) elements, not one")
    return scalars[0]
  }

  /// Whether every element is a finite number.
  public var isFinite: Bool { scalars.allSatisfy(\.isFinite) }

  /// The same numbers without a place on the tape: gradients stop here.
  public var detached: Tensor { Tensor(scalars: scalars, shape: shape, node: nil) }

  /// Lets `body` rewrite the elements in place; nothing is copied when this is the only reference.
  ///
  /// - Precondition: the tensor is not on a tape, whose records may still need the old numbers.
  public mutating func updateScalars(_ body: (inout MutableSpan<Scalar>) -> Void) {
    require(node == nil, "updateScalars: a tensor on the tape cannot change in place")
    var span = scalars.mutableSpan
    body(&span)
  }

  /// The element at a place, one index per axis, each counted from 0.
  /// - Precondition: as many indices as axes, each inside its axis.
  public subscript(_ indices: Int...) -> Scalar {
    require(
      indices.count == rank && Swift.zip(indices, shape.dimensions).allSatisfy { 0..<$1 ~= $0 },
      "subscript: no element \(indices) in shape \(shape)")
    return scalars[Swift.zip(indices, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }]
  }
}

extension Tensor: Equatable {
  /// Same shape and same numbers, NaN being unequal to all; the place on a tape does not count.
  public static func == (lhs: Tensor, rhs: Tensor) -> Bool {
    // Not `scalars == scalars`, which takes arrays that share memory for equal, NaN or not.
    lhs.shape == rhs.shape && lhs.scalars.elementsEqual(rhs.scalars)
  }
}
