internal import SNNKernels

extension Tensor {
  /// The sum of all elements, shape `[]`.  Every element receives the gradient g.
  public func sum() -> Tensor {
    let total = SNNKernels.sum(scalars.span, outer: 1, count: count, inner: 1)
    return .recorded(
      Tensor(total, shape: []),
      (self, { [shape] in Tensor(repeating: $0.scalar, shape: shape) }))
  }

  /// The sum along one axis, which disappears unless it is kept with size one:
  /// `[T, B, F]` along axis 0 → `[B, F]`, or `[1, B, F]`.
  ///
  /// Every element receives the gradient of the sum it went into.
  ///
  /// - Precondition: −rank ≤ `axis` < rank.
  public func sum(alongAxis axis: Int, keepingAxis: Bool = false) -> Tensor {
    let axis = shape.index(ofAxis: axis, "sum")
    let (outer, size, inner) = shape.split(around: axis)
    let kept = shape.replacing(axis: axis, with: 1)
    let sums = SNNKernels.sum(scalars.span, outer: outer, count: size, inner: inner)
    return .recorded(
      Tensor(sums, shape: keepingAxis ? kept : shape.removing(axis: axis)),
      (self, { [shape] in $0.reshaped(to: kept).broadcast(to: shape) }))
  }

  /// The sum along several axes, which disappear: `[T, B, F]` along 0 and 1 → `[F]`.
  /// - Precondition: every axis lies in −rank..<rank.
  public func sum(alongAxes axes: [Int]) -> Tensor {
    let sorted = Set(axes.map { shape.index(ofAxis: $0, "sum") }).sorted(by: >)
    return sorted.reduce(self) { $0.sum(alongAxis: $1) }
  }

  /// The mean of all n elements, shape `[]`.  Every element receives g/n.
  /// - Precondition: there is at least one element.
  public func mean() -> Tensor {
    require(count > 0, "mean: shape \(shape) has no elements")
    return sum() * Tensor(1 / Scalar(count))
  }

  /// The mean along one axis of n elements, shaped as the sum.  Every element receives g/n.
  /// - Precondition: the axis exists and is not empty.
  public func mean(alongAxis axis: Int, keepingAxis: Bool = false) -> Tensor {
    let size = shape[shape.index(ofAxis: axis, "mean")]
    require(size > 0, "mean: axis \(axis) of shape \(shape) is empty")
    return sum(alongAxis: axis, keepingAxis: keepingAxis) * Tensor(1 / Scalar(size))
  }

  /// The largest element along an axis, which disappears; the first of equals gets the gradient.
  ///
  /// A NaN counts as larger than every number.
  ///
  /// - Precondition: the axis exists and is not empty.
  public func max(alongAxis axis: Int) -> Tensor { extremum(self, alongAxis: axis, "max") }

  /// The smallest element along an axis, which disappears; the first of equals gets the gradient.
  ///
  /// A NaN counts as smaller than every number.
  ///
  /// - Precondition: the axis exists and is not empty.
  public func min(alongAxis axis: Int) -> Tensor { extremum(-detached, alongAxis: axis, "min") }

  /// Where along an axis the largest element is, the first of equals, in row-major order of the
  /// remaining axes: `[B, C]` along axis 1 gives B places.
  ///
  /// A NaN counts as larger than every number.
  ///
  /// - Precondition: the axis exists and is not empty.
  public func argMax(alongAxis axis: Int) -> [Int] {
    let axis = shape.index(ofAxis: axis, "argMax")
    let (outer, size, inner) = shape.split(around: axis)
    require(size > 0, "argMax: axis \(axis) of shape \(shape) is empty")
    return SNNKernels.argMax(scalars.span, outer: outer, count: size, inner: inner)
  }

  /// The elements of `self` where `key` is largest along the axis.
  private func extremum(_ key: Tensor, alongAxis axis: Int, _ operation: StaticString) -> Tensor {
    let axis = shape.index(ofAxis: axis, operation)
    let (_, size, inner) = shape.split(around: axis)
    require(size > 0, "\(operation): axis \(axis) of shape \(shape) is empty")
    let places = key.argMax(alongAxis: axis).enumerated().map { index, best in
      (index / inner * size + best) * inner + index % inner
    }
    return .recorded(
      Tensor(places.map { scalars[$0] }, shape: shape.removing(axis: axis)),
      (
        self,
        { [shape] gradient in
          var scalars = [Scalar](repeating: 0, count: shape.elementCount)
          for (place, value) in Swift.zip(places, gradient.scalars) { scalars[place] = value }
          return Tensor(scalars, shape: shape)
        }
      ))
  }
}
