internal import SNNFormats

// Arithmetic with sizes, which exporters leave in a file on the way to a reshape or a pad.
extension GraphReader {
  /// The shape of anything.
  func shape(_ node: inout ONNXNode) throws(FormatError) -> Sizes {
    let sizes: [Size] =
      switch try value(0, of: node) {
      case .samples: [.batch] + (try samples(0, of: node).dimensions.map { .fixed($0) })
      case .constant(let constant): constant.dimensions.map { .fixed($0) }
      case .sizes(let sizes): sizes.dimensions.map { .fixed($0) }
      case nil: throw node.error("has no input")
      }
    let (start, end) = (try node.integer("start") ?? 0, try node.integer("end") ?? sizes.count)
    let places = (clamped(start, sizes.count), clamped(end, sizes.count))
    return Sizes(places.0 < places.1 ? Array(sizes[places.0..<places.1]) : [])
  }

  private func clamped(_ place: Int, _ count: Int) -> Int {
    min(max(place < 0 ? place + count : place, 0), count)
  }

  /// What a node makes of sizes.
  func foldedSizes(_ node: inout ONNXNode) throws(FormatError) -> Value {
    guard let sizes = try sizes(0, of: node) else { throw node.error("has no input") }
    switch node.kind {
    case "Identity": return .sizes(sizes)
    case "Cast": return try cast(sizes, &node)
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze":
      return .sizes(
        Sizes(sizes.values, dimensions: try reshapedAxes(of: sizes.dimensions, &node)))
    case "Transpose":
      let rank = sizes.dimensions.count
      let order = try node.integers("perm") ?? Array((0..<rank).reversed())
      guard order.sorted() == Array(0..<rank) else { throw node.error("has the order \(order)") }
      return .sizes(sizes.transposed(order))
    case "Concat": return .sizes(try joined(&node))
    case "Gather": return .sizes(try gathered(sizes, &node))
    case "Slice": return .sizes(try sliced(sizes, &node))
    case "ConstantOfShape": return .sizes(try repeated(sizes, &node))
    case "Add", "Sub", "Mul", "Div":
      guard let other = try self.sizes(1, of: node) else { throw node.error("has no input 2") }
      return .sizes(try computed(sizes, other, node))
    default: throw notFolded(node)
    }
  }

  private func cast(_ sizes: Sizes, _ node: inout ONNXNode) throws(FormatError) -> Value {
    node.ignore("saturate", "round_mode")
    let type = try node.integer("to").flatMap { Int32(exactly: $0) }
    guard let element = type.flatMap({ ONNXElement(rawValue: $0) }) else { throw notFolded(node) }
    if element.isWhole, element != .bool { return .sizes(sizes) }
    guard element.isReal, let numbers = sizes.numbers else { throw notFolded(node) }
    return .constant(
      Constant(
        name: node.outputs[0], dimensions: sizes.dimensions,
        numbers: .computed(numbers.map { .init($0) })))
  }

  private func joined(_ node: inout ONNXNode) throws(FormatError) -> Sizes {
    var values: [Size] = []
    for index in node.inputs.indices {
      guard let part = try sizes(index, of: node), part.dimensions.count == 1 else {
        throw notFolded(node)
      }
      values += part.values
      guard values.count <= Sizes.limit else { throw node.error("gives too many sizes") }
    }
    _ = try axis(try node.integer("axis") ?? 0, rank: 1, node)
    return Sizes(values)
  }

  private func gathered(_ sizes: Sizes, _ node: inout ONNXNode) throws(FormatError) -> Sizes {
    _ = try axis(try node.integer("axis") ?? 0, rank: 1, node)
    guard sizes.dimensions.count == 1, let indices = try self.sizes(1, of: node),
      let numbers = indices.numbers
    else { throw notFolded(node) }
    var values: [Size] = []
    for number in numbers {
      values.append(sizes.values[try axis(number, rank: sizes.values.count, node)])
    }
    return Sizes(values, dimensions: indices.dimensions)
  }

  private func sliced(_ sizes: Sizes, _ node: inout ONNXNode) throws(FormatError) -> Sizes {
    let starts = try list(1, orSetting: "starts", of: &node) ?? []
    let ends = try list(2, orSetting: "ends", of: &node) ?? []
    let named = try list(3, orSetting: "axes", of: &node) ?? Array(starts.indices)
    let steps = try list(4, of: node) ?? starts.map { _ in 1 }
    guard ends.count == starts.count, named.count == starts.count, steps.count == starts.count
    else { throw node.error("has \(starts.count) starts, but not as many ends, axes and steps") }
    var result = sizes
    let axes = try axes(named, rank: sizes.dimensions.count, node)
    for (index, axis) in axes.enumerated() {
      let (step, count) = (steps[index], result.dimensions[axis])
      guard step != 0 else { throw node.error("has a step of 0") }
      // Forwards a slice begins and ends within 0...count, backwards within −1...(count − 1).
      let range = step > 0 ? 0...count : -1...(count - 1)
      let (start, end) = (
        place(starts[index], count, in: range), place(ends[index], count, in: range)
      )
      result = result.taking(
        Array(stride(from: start, to: end, by: min(max(step, -Sizes.limit - 1), Sizes.limit + 1))),
        axis: axis)
    }
    return result
  }

  private func place(_ number: Int, _ count: Int, in range: ClosedRange<Int>) -> Int {
    let place = number < 0 ? number + count : number
    return min(max(place, range.lowerBound), range.upperBound)
  }

  private func repeated(_ shape: Sizes, _ node: inout ONNXNode) throws(FormatError) -> Sizes {
    guard let sizes = shape.numbers, sizes.allSatisfy({ 0...Sizes.limit ~= $0 }),
      shape.dimensions.count == 1, sizes.count <= 8,
      sizes.reduce(1.0, { $0 * Double($1) }) <= Double(Sizes.limit),
      let message = try node.tensor("value")
    else { throw notFolded(node) }
    var files = files
    let number = try ONNXTensor(message, named: node.outputs[0], files: &files).integers(files)
    guard number.count == 1 else { throw notFolded(node) }
    return Sizes(
      [Size](repeating: .fixed(number[0]), count: sizes.reduce(1, *)), dimensions: sizes)
  }

  /// Sums, differences, products and quotients of numbers, or of one and many.
  private func computed(
    _ lhs: Sizes, _ rhs: Sizes, _ node: ONNXNode
  ) throws(FormatError) -> Sizes {
    guard let left = lhs.numbers, let right = rhs.numbers,
      lhs.dimensions == rhs.dimensions || left.count == 1 || right.count == 1
    else { throw notFolded(node) }
    let count = left.count == 1 ? right.count : left.count
    var values: [Size] = []
    for index in 0..<count {
      let (a, b) = (left[left.count == 1 ? 0 : index], right[right.count == 1 ? 0 : index])
      let (value, overflows) =
        switch node.kind {
        case "Add": a.addingReportingOverflow(b)
        case "Sub": a.subtractingReportingOverflow(b)
        case "Mul": a.multipliedReportingOverflow(by: b)
        default: b == 0 ? (0, true) : a.dividedReportingOverflow(by: b)
        }
      guard !overflows else { throw node.error("computes a size that is no number") }
      values.append(.fixed(value))
    }
    let shape = lhs.dimensions.count >= rhs.dimensions.count ? lhs.dimensions : rhs.dimensions
    return Sizes(values, dimensions: values.count == shape.reduce(1, *) ? shape : [values.count])
  }
}
