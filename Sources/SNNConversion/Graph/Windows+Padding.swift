package import SNNKernels

// How other programs pad, and pool whole images.

extension Windows {
  /// One window as large as an image.
  package init(covering image: Extent) { self.init(kernel: image, stride: image) }

  /// The same windows padded so that an image of n elements has ⌈n/stride⌉ of them; where the total
  /// is odd, the end gets one more.
  package func paddedSame(on image: Extent) -> Windows {
    func total(_ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
      let count = (size + stride - 1) / stride
      return max(0, (count - 1) * stride + dilation * (kernel - 1) + 1 - size)
    }
    let height = total(image.height, kernel.height, stride.height, dilation.height)
    let width = total(image.width, kernel.width, stride.width, dilation.width)
    return Windows(
      kernel: kernel, stride: stride, padding: Extent(height / 2, width / 2), dilation: dilation,
      endPadding: Extent(height - height / 2, width - width / 2))
  }

  /// The same windows with one more where an image does not end with a whole one (ceil_mode), unless
  /// it would begin in the padding.
  package func roundedUp(on image: Extent) -> Windows {
    let room = room(on: image)
    func missing(_ room: Int, _ stride: Int, _ size: Int, _ padding: Int) -> Int {
      let rest = room % stride
      guard room >= 0, rest > 0 else { return 0 }
      let start = (room / stride + 1) * stride
      return start < size + padding ? stride - rest : 0
    }
    return Windows(
      kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      endPadding: Extent(
        endPadding.height + missing(room.height, stride.height, image.height, padding.height),
        endPadding.width + missing(room.width, stride.width, image.width, padding.width)))
  }
}
