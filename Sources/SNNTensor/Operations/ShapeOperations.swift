internal import SNNKernels

extension Tensor {
  /// The same elements, in row-major order, in a new shape.
  /// - Precondition: the element counts agree.
  public func reshaped(to newShape: Shape) -> Tensor {
    require(
      newShape.elementCount == count, "reshaped: shape \(shape) cannot become \(newShape)")
    return .recorded(
      Tensor(scalars, shape: newShape), (self, { [shape] in $0.reshaped(to: shape) }))
  }

  /// All axes from `axis` on folded into one: `[T, B, C, H, W]` from axis 2 → `[T, B, C·H·W]`.
  ///
  /// At `rank` there is nothing to fold, and an axis of size one is added.
  ///
  /// - Precondition: −rank ≤ `axis` ≤ rank.
  public func flattened(fromAxis axis: Int = 0) -> Tensor {
    let axis = axis == rank ? rank : shape.index(ofAxis: axis, "flattened")
    let tail = shape.dimensions[axis...].reduce(1, *)
    return reshaped(to: Shape(shape.dimensions[..<axis] + [tail]))
  }

  /// The axes in a new order; by default the last two change places: `[…, m, n] → […, n, m]`.
  /// - Precondition: `order` names every axis once.
  public func transposed(_ order: [Int]? = nil) -> Tensor {
    var swapped = Array(0..<rank)
    if rank >= 2 { swapped.swapAt(rank - 1, rank - 2) }
    let order = order ?? swapped
    require(
      order.sorted() == Array(0..<rank), "transposed: order \(order) for shape \(shape)")
    var inverse = [Int](repeating: 0, count: rank)
    for (place, axis) in order.enumerated() { inverse[axis] = place }
    return .recorded(permuted(order), (self, { [inverse] in $0.transposed(inverse) }))
  }

  private func permuted(_ order: [Int]) -> Tensor {
    let target = Shape(order.map { shape[$0] })
    let strides = order.map { shape.strides[$0] }
    let source = scalars.span
    let moved = zipBroadcast(
      source, strides: strides, source, strides: strides, dimensions: target.dimensions
    ) { element, _ in element }
    return Tensor(moved, shape: target)
  }

  /// The elements repeated along axes of size one and new outer axes: `[3, 1]` to `[2, 3, 4]`.
  ///
  /// Every element receives the sum of its copies' gradients.
  ///
  /// - Precondition: this shape broadcasts to `target`.
  public func broadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    require(
      Shape.broadcast(shape, target, "broadcast") == target,
      "broadcast: shape \(shape) does not stretch to \(target)")
    let source = scalars.span
    let strides = shape.strides(broadcastTo: target)
    let stretched = zipBroadcast(
      source, strides: strides, source, strides: strides, dimensions: target.dimensions
    ) { element, _ in element }
    return .recorded(
      Tensor(stretched, shape: target), (self, { [shape] in $0.unbroadcast(to: shape) }))
  }

  /// The part of an axis that lies in `range`: `[T, B, F]` in 2..<5 along axis 0 → `[3, B, F]`.
  ///
  /// What is left out gets no gradient.
  ///
  /// - Precondition: the axis exists and the range lies inside it.
  public func slice(_ range: Range<Int>, alongAxis axis: Int = 0) -> Tensor {
    let axis = shape.index(ofAxis: axis, "slice")
    let (outer, size, inner) = shape.split(around: axis)
    require(
      range.lowerBound >= 0 && range.upperBound <= size,
      "slice: \(range) outside axis \(axis) of shape \(shape)")
    var part: [Scalar] = []
    part.reserveCapacity(outer * range.count * inner)
    for o in 0..<outer {
      let start = o * size * inner
      part += scalars[start + range.lowerBound * inner..<start + range.upperBound * inner]
    }
    return .recorded(
      Tensor(part, shape: shape.replacing(axis: axis, with: range.count)),
      (
        self,
        { [shape] gradient in
          var whole = [Scalar](repeating: 0, count: shape.elementCount)
          for o in 0..<outer {
            let (to, from) = (
              (o * size + range.lowerBound) * inner, o * range.count * inner
            )
            for i in 0..<range.count * inner { whole[to + i] = gradient.scalars[from + i] }
          }
          return Tensor(whole, shape: shape)
        }
      ))
  }

  /// Tensors joined along an axis they already have: `[2, F]` and `[3, F]` → `[5, F]`.
  /// - Precondition: at least one tensor; all other axes agree.
  public static func concatenated(_ parts: [Tensor], alongAxis axis: Int = 0) -> Tensor {
    require(!parts.isEmpty, "concatenated: no tensors")
    let first = parts[0].shape
    let axis = first.index(ofAxis: axis, "concatenated")
    for part in parts {
      require(
        part.rank == first.rank
          && part.shape.removing(axis: axis) == first.removing(axis: axis),
        "concatenated: shapes \(first) and \(part.shape) differ beside axis \(axis)")
    }
    let (outer, _, inner) = first.split(around: axis)
    let sizes = parts.map { $0.shape[axis] }
    var joined: [Scalar] = []
    joined.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for o in 0..<outer {
      for (part, size) in Swift.zip(parts, sizes) {
        joined += part.scalars[o * size * inner..<(o + 1) * size * inner]
      }
    }
    return .recorded(
      Tensor(joined, shape: first.replacing(axis: axis, with: sizes.reduce(0, +))),
      inputs: parts
    ) { gradient in
      var start = 0
      return sizes.map { size in
        defer { start += size }
        return gradient.slice(start..<start + size, alongAxis: axis)
      }
    }
  }

  /// Tensors of one shape laid along a new first axis: T of `[B, F]` → `[T, B, F]`.
  /// - Precondition: at least one tensor; all shapes agree.
  public static func stacked(_ parts: [Tensor]) -> Tensor {
    require(!parts.isEmpty, "stacked: no tensors")
    for part in parts {
      require(
        part.shape == parts[0].shape, "stacked: shapes \(parts[0].shape) and \(part.shape) differ")
    }
    let row = Shape([1] + parts[0].shape.dimensions)
    return concatenated(parts.map { $0.reshaped(to: row) })
  }
}
