internal import SNNConversion
internal import SNNFormats
internal import SNNKernels

/// The windows of a convolution or a pool as a node describes them.
struct WindowSettings {
  private enum Rule { case explicit(Padding), sameUpper, sameLower }

  let kernel: [Int]
  let strides: [Int]
  let dilations: [Int]
  private let rule: Rule

  /// - Parameters:
  ///   - node: what has the settings.
  ///   - kernel: the size of its windows when its weights say it, nil when a setting must.
  ///   - axes: how many axes an image has.
  init(_ node: inout ONNXNode, kernel: [Int]?, axes: Int) throws(FormatError) {
    let stated = try node.integers("kernel_shape")
    guard let size = kernel ?? stated, stated ?? size == size else {
      throw node.error(
        "has weights for windows \(kernel ?? []), but says \(stated.map { "\($0)" } ?? "no size")")
    }
    self.kernel = try Self.checked(size, "windows", 1, axes, node)
    let ones = [Int](repeating: 1, count: axes)
    strides = try Self.checked(try node.integers("strides") ?? ones, "strides", 1, axes, node)
    dilations = try Self.checked(try node.integers("dilations") ?? ones, "dilations", 1, axes, node)
    let pads = try node.integers("pads")
    switch try node.word("auto_pad") ?? "NOTSET" {
    case "NOTSET", "":
      let pads = try Self.checked(
        pads ?? [Int](repeating: 0, count: 2 * axes), "pads", 0, 2 * axes, node)
      rule = .explicit(Padding(begin: Array(pads[..<axes]), end: Array(pads[axes...])))
    case "VALID": rule = .explicit(.none(axes))
    case "SAME_UPPER": rule = .sameUpper
    case "SAME_LOWER": rule = .sameLower
    case let other: throw node.error("has auto_pad = “\(shown(other))”, which is not known")
    }
  }

  private static func checked(
    _ numbers: [Int], _ setting: String, _ least: Int, _ count: Int, _ node: ONNXNode
  ) throws(FormatError) -> [Int] {
    guard numbers.count == count, numbers.allSatisfy({ least...(1 << 16) ~= $0 }) else {
      throw node.error(
        "has \(setting) \(numbers.prefix(9)), where \(count) numbers from \(least) to 65536 are needed"
      )
    }
    return numbers
  }

  /// Whether the node leaves the padding to the size of the image.
  var isAutomatic: Bool { if case .explicit = rule { false } else { true } }

  /// The padding on an image of a size.
  func padding(on image: [Int]) -> Padding {
    if case .explicit(let padding) = rule { return padding }
    var padding = Padding.none(kernel.count)
    for axis in kernel.indices {
      // ⌈n/stride⌉ windows.
      let count = (image[axis] - 1) / strides[axis] + 1
      let total = max(0, (count - 1) * strides[axis] + span(axis) - image[axis])
      let (less, more) = (total / 2, total - total / 2)
      if case .sameUpper = rule {
        (padding.begin[axis], padding.end[axis]) = (less, more)
      } else {
        (padding.begin[axis], padding.end[axis]) = (more, less)
      }
    }
    return padding
  }

  /// The padding that a pool's windows reach into, so that as many fit as the node asks for.
  ///
  /// With `ceil`, a last window may reach further, unless it would begin behind the image.
  /// - Reference: ONNX, *MaxPool*, version 22; PyTorch counts in the same way.
  func poolPadding(_ padding: Padding, on image: [Int], ceil: Bool) -> Padding {
    var result = padding
    for axis in kernel.indices {
      let size = image[axis] + padding.begin[axis]
      let room = size + padding.end[axis] - span(axis)
      guard room >= 0 else { continue }
      var last = (room + (ceil ? strides[axis] - 1 : 0)) / strides[axis]
      if ceil, last * strides[axis] >= size { last -= 1 }
      result.end[axis] = max(0, last * strides[axis] + span(axis) - size)
    }
    return result
  }

  /// The windows themselves; images of one dimension are one element high.
  func windows(_ padding: Padding) -> Windows {
    Windows(
      kernel: extent(kernel, 1), stride: extent(strides, 1), padding: extent(padding.begin, 0),
      dilation: extent(dilations, 1), endPadding: extent(padding.end, 0))
  }

  /// How many elements a window covers, those between its own too.
  private func span(_ axis: Int) -> Int { dilations[axis] * (kernel[axis] - 1) + 1 }

  private func extent(_ sizes: [Int], _ height: Int) -> Extent {
    sizes.count == 1 ? Extent(height, sizes[0]) : Extent(sizes[0], sizes[1])
  }
}
