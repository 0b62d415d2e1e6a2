/// How a window walks over an image: what convolutions and poolings have in common.
///
/// Along each side an image of n elements has ⌊(n + padding + end padding − dilation·(kernel − 1)
/// − 1)/stride⌋ + 1 windows; window i takes the elements i·stride − padding + j·dilation for j in
/// 0..<kernel, of which those outside the image count as absent.  All sizes are in pixels.  Images
/// of one dimension are one element high.
///
/// - Reference: Dumoulin & Visin, *A Guide to Convolution Arithmetic for Deep Learning*, 2016.
public struct Windows: Sendable, Hashable, CustomStringConvertible {
  /// The number of elements a window takes.
  public let kernel: Extent
  /// The way from one window to the next.
  public let stride: Extent
  /// How far windows reach over the upper and the left edge.
  public let padding: Extent
  /// How far they may reach over the lower and the right edge: as far as over the others, unless
  /// the windows come from a program that pads unevenly.
  public let endPadding: Extent
  /// The way from one element of a window to the next.
  public let dilation: Extent

  /// - Parameters:
  ///   - kernel: the number of elements a window takes.
  ///   - stride: the way from one window to the next.
  ///   - padding: how far windows reach over the edges.
  ///   - dilation: the way from one element of a window to the next.
  ///   - endPadding: how far they reach over the lower and the right edge, `padding` when nil.
  /// - Precondition: kernel, stride and dilation are at least 1, the paddings at least 0.
  public init(
    kernel: Extent, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1,
    endPadding: Extent? = nil
  ) {
    for (name, extent) in [("kernel", kernel), ("stride", stride), ("dilation", dilation)] {
      require(extent.height >= 1 && extent.width >= 1, "Windows: \(name) \(extent)")
    }
    let endPadding = endPadding ?? padding
    for extent in [padding, endPadding] {
      require(extent.height >= 0 && extent.width >= 0, "Windows: padding \(extent)")
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.endPadding = endPadding
    self.dilation = dilation
  }

  /// How many windows there are on an image, down and across.
  /// - Precondition: at least one window fits into the padded image.
  public func count(on image: Extent) -> Extent {
    let room = room(on: image)
    require(room.height >= 0 && room.width >= 0, "no window fits: image \(image), \(self)")
    return Extent(room.height / stride.height + 1, room.width / stride.width + 1)
  }

  /// How far the first window can move down and across a padded image; negative where it does not
  /// fit.
  package func room(on image: Extent) -> Extent {
    Extent(
      image.height + padding.height + endPadding.height - dilation.height * (kernel.height - 1) - 1,
      image.width + padding.width + endPadding.width - dilation.width * (kernel.width - 1) - 1)
  }

  /// In words.
  public var description: String {
    "kernel \(kernel), stride \(stride), padding \(padding)"
      + (endPadding == padding ? "" : " and \(endPadding) at the ends") + ", dilation \(dilation)"
  }
}

/// Windows laid over images of one size.
package struct WindowGrid: Sendable {
  package let windows: Windows
  package let image: Extent
  /// The number of windows down and across: the size of what comes out.
  package let count: Extent

  /// - Precondition: at least one window fits into the padded image.
  package init(_ windows: Windows, on image: Extent) {
    self.windows = windows
    self.image = image
    count = windows.count(on: image)
  }

  /// Where the windows of row `row` find their elements of kernel row `offset`; may lie outside.
  func imageRow(_ row: Int, _ offset: Int) -> Int {
    row * windows.stride.height - windows.padding.height + offset * windows.dilation.height
  }

  /// Whether every window begins inside the image and so holds an element of it, given that none
  /// reaches over the upper or left edge with all of itself.
  package var hasElementsEverywhere: Bool {
    imageRow(count.height - 1, 0) < image.height && imageColumn(count.width - 1, 0) < image.width
  }

  /// The same across.
  func imageColumn(_ column: Int, _ offset: Int) -> Int {
    column * windows.stride.width - windows.padding.width + offset * windows.dilation.width
  }

  /// The windows across whose element at kernel column `offset` lies inside the image.
  func columnsInside(_ offset: Int) -> Range<Int> {
    let (first, stride) = (imageColumn(0, offset), windows.stride.width)
    let lower = min(count.width, (max(0, -first) + stride - 1) / stride)
    let last = image.width - 1 - first
    return lower..<max(lower, min(count.width, last < 0 ? 0 : last / stride + 1))
  }
}
