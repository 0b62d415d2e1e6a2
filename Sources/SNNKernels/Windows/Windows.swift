/// How a window walks over an image: what convolutions and poolings have in common.
///
/// Along each side an image of n elements has ⌊(n + 2·padding − dilation·(kernel − 1) − 1)/stride⌋
/// + 1 windows; window i takes the elements i·stride − padding + j·dilation for j in 0..<kernel, of
/// which those outside the image count as absent.  All sizes are in pixels.  Images of
/// one dimension are one element high.
///
/// - Reference: Dumoulin & Visin, *A Guide to Convolution Arithmetic for Deep Learning*, 2016.
public struct Windows: Sendable, Hashable, CustomStringConvertible {
  /// The number of elements a window takes.
  public let kernel: Extent
  /// The way from one window to the next.
  public let stride: Extent
  /// How far windows reach over each of the four edges.
  public let padding: Extent
  /// The way from one element of a window to the next.
  public let dilation: Extent

  /// - Precondition: kernel, stride and dilation are at least 1, the padding at least 0.
  public init(kernel: Extent, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1) {
    for (name, extent) in [("kernel", kernel), ("stride", stride), ("dilation", dilation)] {
      require(extent.height >= 1 && extent.width >= 1, "Windows: \(name) \(extent)")
    }
    require(padding.height >= 0 && padding.width >= 0, "Windows: padding \(padding)")
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// How many windows there are on an image, down and across.
  /// - Precondition: at least one window fits into the padded image.
  public func count(on image: Extent) -> Extent {
    func count(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> Int {
      let room = size + 2 * padding - dilation * (kernel - 1) - 1
      require(room >= 0, "no window fits: image \(image), \(self)")
      return room / stride + 1
    }
    return Extent(
      count(image.height, kernel.height, stride.height, padding.height, dilation.height),
      count(image.width, kernel.width, stride.width, padding.width, dilation.width))
  }

  /// In words.
  public var description: String {
    "kernel \(kernel), stride \(stride), padding \(padding), dilation \(dilation)"
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
