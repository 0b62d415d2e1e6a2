extension Windows {
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

  /// The same windows with a last one where it begins inside the image or its first padding but does
  /// not fit whole: PyTorch's `ceil_mode`.
  package func roundedUp(on image: Extent) -> Windows {
    func end(_ size: Int, _ room: Int, _ stride: Int, _ padding: Int, _ endPadding: Int) -> Int {
      guard room >= 0, room % stride != 0 else { return endPadding }
      let count = room / stride + 2
      // A window that would begin in the padding behind the image is left out.
      guard (count - 1) * stride < size + padding else { return endPadding }
      return endPadding + (count - 1) * stride - room
    }
    let room = room(on: image)
    return Windows(
      kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      endPadding: Extent(
        end(image.height, room.height, stride.height, padding.height, endPadding.height),
        end(image.width, room.width, stride.width, padding.width, endPadding.width)))
  }
}
