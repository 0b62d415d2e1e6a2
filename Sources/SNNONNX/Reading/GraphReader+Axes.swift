internal import SNNFormats

extension GraphReader {
  /// The axes that `Reshape`, `Flatten`, `Squeeze` and `Unsqueeze` give an array of known sizes.
  func reshapedAxes(
    of dimensions: [Int], _ node: inout ONNXNode
  ) throws(FormatError) -> [Int] {
    let rank = dimensions.count
    switch node.kind {
    case "Squeeze":
      let named = try list(1, orSetting: "axes", of: &node)
      let dropped =
        try named.map { (axes) throws(FormatError) in try self.axes(axes, rank: rank, node) }
        ?? dimensions.indices.filter { dimensions[$0] == 1 }
      guard dropped.allSatisfy({ dimensions[$0] == 1 }) else {
        throw node.error("drops axes \(dropped) of \(dimensions), which are longer than 1")
      }
      return dimensions.indices.filter { !dropped.contains($0) }.map { dimensions[$0] }
    case "Unsqueeze":
      let named = try list(1, orSetting: "axes", of: &node) ?? []
      guard rank + named.count <= 8 else { throw node.error("gives \(rank + named.count) axes") }
      let added = try axes(named, rank: rank + named.count, node)
      var rest = dimensions.makeIterator()
      return (0..<(rank + named.count)).map { added.contains($0) ? 1 : rest.next() ?? 1 }
    case "Flatten":
      let place = try node.integer("axis") ?? 1
      let split = place == rank ? rank : try axis(place, rank: rank, node)
      return [dimensions[..<split].reduce(1, *), dimensions[split...].reduce(1, *)]
    default:
      let target = try targetSizes(&node)
      return try resolved(target, from: dimensions, node)
    }
  }

  /// The sizes a `Reshape` asks for, of which none is 0 in the sense of "as it was" any more than the
  /// node says.
  func targetSizes(_ node: inout ONNXNode) throws(FormatError) -> [Size] {
    let zeroIsZero = try node.flag("allowzero") ?? false
    guard let target = try sizes(1, of: node), target.dimensions.count == 1 else {
      throw node.error("has no list of sizes to give its result")
    }
    guard 1...8 ~= target.values.count else {
      throw node.error("gives its result \(target.values.count) axes")
    }
    if zeroIsZero, target.values.contains(.fixed(0)) {
      throw node.error("gives its result an axis of no elements")
    }
    guard
      target.values.allSatisfy({ if case .fixed(let size) = $0 { size >= -1 } else { true } }),
      target.values.count(where: { $0 == .fixed(-1) }) <= 1
    else { throw node.error("asks for sizes that cannot be: \(listed(target.values))") }
    return target.values
  }

  /// Sizes with 0 and −1 replaced by what they stand for.
  func resolved(
    _ target: [Size], from dimensions: [Int], _ node: ONNXNode
  ) throws(FormatError) -> [Int] {
    let count = dimensions.reduce(1, *)
    var known = 1
    var sizes: [Int] = []
    for (axis, size) in target.enumerated() {
      guard case .fixed(var number) = size else {
        throw node.refusal(
          "it moves the samples' axis", hint: "samples must stay along the first axis")
      }
      if number == 0 {
        guard axis < dimensions.count else {
          throw node.error("keeps axis \(axis) of \(dimensions), which is not there")
        }
        number = dimensions[axis]
      }
      sizes.append(number)
      if number == -1 { continue }
      let (product, overflows) = known.multipliedReportingOverflow(by: number)
      guard !overflows else {
        throw node.error("gives its result \(listed(target)), which is too large")
      }
      known = product
    }
    if let free = sizes.firstIndex(of: -1), known > 0, count % known == 0 {
      sizes[free] = count / known
      known = count
    }
    guard known == count, !sizes.contains(-1) else {
      throw node.error("cannot give \(dimensions) the sizes \(listed(target))")
    }
    return sizes
  }

  private func listed(_ sizes: [Size]) -> String {
    "["
      + sizes.map { if case .fixed(let size) = $0 { "\(size)" } else { "batch" } }
      .joined(separator: ", ") + "]"
  }
}
