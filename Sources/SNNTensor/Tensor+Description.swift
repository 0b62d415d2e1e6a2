extension Tensor: CustomStringConvertible {
  /// The numbers in nested brackets, long axes shortened to their ends, then the shape.
  public var description: String {
    rank == 0 ? "\(scalars[0])" : "\(nested(axis: 0, from: 0)) \(shape)"
  }

  private func nested(axis: Int, from start: Int) -> String {
    guard axis < rank else { return "\(scalars[start])" }
    let step = shape.strides[axis]
    let size = shape.dimensions[axis]
    let edge = 3
    let shown = size <= 2 * edge + 2 ? Array(0..<size) : Array(0..<edge) + Array(size - edge..<size)
    var parts = shown.map { nested(axis: axis + 1, from: start + $0 * step) }
    if shown.count < size { parts.insert("…", at: edge) }
    let separator = axis == rank - 1 ? ", " : ",\n" + String(repeating: " ", count: axis + 1)
    return "[" + parts.joined(separator: separator) + "]"
  }
}
