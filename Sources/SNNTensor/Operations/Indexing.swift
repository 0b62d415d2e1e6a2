extension Tensor {
  /// The rows (entries of axis 0) with the given numbers, in that order: `[N, …] → [n, …]`.
  ///
  /// A row may repeat, and then receives the sum of its gradients; one that is left out gets none.
  ///
  /// - Precondition: there is an axis 0 and every number lies inside it.
  public func gathering(_ rows: [Int]) -> Tensor {
    require(rank >= 1, "gathering: a single number has no rows")
    let width = shape.removing(axis: 0).elementCount
    var part: [Scalar] = []
    part.reserveCapacity(rows.count * width)
    for row in rows {
      require((0..<shape[0]).contains(row), "gathering: no row \(row) in shape \(shape)")
      part += scalars[row * width..<(row + 1) * width]
    }
    return .recorded(
      Tensor(part, shape: shape.replacing(axis: 0, with: rows.count)),
      (
        self,
        { [shape] gradient in
          var whole = [Scalar](repeating: 0, count: shape.elementCount)
          for (place, row) in rows.enumerated() {
            for i in 0..<width { whole[row * width + i] += gradient.scalars[place * width + i] }
          }
          return Tensor(whole, shape: shape)
        }
      ))
  }

  /// One element of every row: `[…, C]` with one column per row → `[…]`.
  ///
  /// `x.picking(labels)` of `[B, C]` is the score of each sample's own class.
  /// That element alone receives the row's gradient.
  ///
  /// - Precondition: one column number per row, each inside the last axis.
  public func picking(_ columns: [Int]) -> Tensor {
    let width = shape[shape.index(ofAxis: -1, "picking")]
    let outer = shape.removing(axis: rank - 1)
    require(
      columns.count == outer.elementCount && columns.allSatisfy { (0..<width).contains($0) },
      "picking: \(columns.count) columns of shape \(shape), each within 0..<\(width)")
    let places = columns.enumerated().map { $0 * width + $1 }
    return .recorded(
      Tensor(places.map { scalars[$0] }, shape: outer),
      (
        self,
        { [shape] gradient in
          var whole = [Scalar](repeating: 0, count: shape.elementCount)
          for (place, value) in Swift.zip(places, gradient.scalars) { whole[place] = value }
          return Tensor(whole, shape: shape)
        }
      ))
  }
}
