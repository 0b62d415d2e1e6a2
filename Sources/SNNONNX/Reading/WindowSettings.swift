internal import SNNConversion
internal import SNNFormats
internal import SNNKernels

/// The windows of a convolution or a pool as a node describes them.
struct WindowSettings {
  private enum Rule { case stated, sameUpper, sameLower }

  /// The windows with the padding that the node states.
  private let stated: Windows
  private let rule: Rule

  /// - Parameters:
  ///   - node: what has the settings.
  ///   - kernel: the size of its windows when its weights say it, nil when a setting must.
  ///   - axes: how many axes an image has.
  init(_ node: inout ONNXNode, kernel: [Int]?, axes: Int) throws(FormatError) {
    let said = try node.integers("kernel_shape")
    guard let size = kernel ?? said, said ?? size == size else {
      throw node.error(
        "has weights for windows \(kernel ?? []), but says \(said.map { "\($0)" } ?? "no size")")
    }
    let ones = [Int](repeating: 1, count: axes)
    let strides = try Self.checked(try node.integers("strides") ?? ones, "strides", axes, node)
    let dilations = try Self.checked(
      try node.integers("dilations") ?? ones, "dilations", axes, node)
    var pads = [Int](repeating: 0, count: 2 * axes)
    let numbers = try node.integers("pads") ?? pads
    switch try node.word("auto_pad") ?? "NOTSET" {
    case "NOTSET", "":
      rule = .stated
      pads = try Self.checked(numbers, "pads", 2 * axes, least: 0, node)
    case "VALID": rule = .stated
    case "SAME_UPPER": rule = .sameUpper
    case "SAME_LOWER": rule = .sameLower
    case let other: throw node.error("has auto_pad = “\(shown(other))”, which is not known")
    }
    stated = Windows(
      kernel: extent(try Self.checked(size, "windows", axes, node), height: 1),
      stride: extent(strides, height: 1), padding: extent(pads[..<axes], height: 0),
      dilation: extent(dilations, height: 1), endPadding: extent(pads[axes...], height: 0))
  }

  private static func checked(
    _ numbers: [Int], _ setting: String, _ count: Int, least: Int = 1, _ node: ONNXNode
  ) throws(FormatError) -> [Int] {
    guard numbers.count == count, numbers.allSatisfy({ least...(1 << 16) ~= $0 }) else {
      throw node.error(
        "has \(setting) \(numbers.prefix(9)), where \(count) numbers from \(least) to 65536 are needed"
      )
    }
    return numbers
  }

  /// Whether the node leaves the padding to the size of the image.
  var isAutomatic: Bool { if case .stated = rule { false } else { true } }

  /// The windows on an image of a size.
  /// - Parameter zeros: what a `Pad` laid around it before.
  func windows(on image: Extent, adding zeros: Padding = .none) -> Windows {
    let windows = isAutomatic ? stated.paddedSame(on: image) : stated
    let (begin, end) = (windows.padding, windows.endPadding)
    return switch rule {
    case .sameUpper: windows
    case .sameLower: windows.padded(Padding(begin: end, end: begin))
    case .stated: windows.padded(Padding(begin: begin + zeros.begin, end: end + zeros.end))
    }
  }
}

extension Windows {
  /// The same windows with other paddings.
  fileprivate func padded(_ padding: Padding) -> Windows {
    Windows(
      kernel: kernel, stride: stride, padding: padding.begin, dilation: dilation,
      endPadding: padding.end)
  }

  /// The same windows padded at the ends no further than the last of them reach.
  func padded(asReachedOn image: Extent) -> Windows {
    let room = room(on: image)
    guard room.height >= 0, room.width >= 0 else { return self }
    return padded(
      Padding(
        begin: padding,
        end: Extent(
          max(0, endPadding.height - room.height % stride.height),
          max(0, endPadding.width - room.width % stride.width))))
  }
}

/// Zeros around an image.
struct Padding: Equatable {
  var begin: Extent
  var end: Extent

  static let none = Padding(begin: 0, end: 0)
}

extension Extent {
  fileprivate static func + (lhs: Extent, rhs: Extent) -> Extent {
    Extent(lhs.height + rhs.height, lhs.width + rhs.width)
  }
}

/// Sizes along the axes of an image; images of one dimension are one element high.
func extent(_ sizes: some Collection<Int>, height: Int) -> Extent {
  let sizes = [height] + sizes
  return Extent(sizes[sizes.count - 2], sizes[sizes.count - 1])
}
