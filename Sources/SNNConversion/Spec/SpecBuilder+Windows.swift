internal import SNNData
internal import SNNKernels
internal import SNNLayers
internal import SNNTensor

// Windows and the layers that are nothing but windows.

extension SpecBuilder {
  mutating func appendPool(
    _ spec: PoolSpec, isMaximum: Bool, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let kind = isMaximum ? "maxpool" : "averagepool"
    if spec.padding == .same, !isMaximum {
      throw DataError(
        "programs differ in whether `same` padding counts in an average", at: place,
        hint: "give the padding as a number, whose zeros count")
    }
    let kernel = try extent(spec.kernel, neutral: 1, at: place)
    let sample = shape(at: input)
    var windows = try windows(
      kernel: kernel, stride: spec.stride ?? spec.kernel, padding: spec.padding, dilation: 1,
      on: sample, at: place)
    if spec.roundsUp, sample.rank == 3 {
      let whole = windows
      windows = windows.roundedUp(on: Extent(sample[1], sample[2]))
      if !isMaximum, windows != whole {
        throw DataError(
          "the average over windows that do not fit whole is not defined here", at: place,
          hint: "leave `ceil` out and choose windows that fit")
      }
    }
    return try append(
      isMaximum ? .maxPool(windows) : .averagePool(windows), named: name(kind), to: [input],
      at: place)
  }

  /// A convolution that picks every `stride`-th pixel of a channel and makes zeros of others.
  mutating func appendSubsampling(
    stride: Int, channels: Int, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let sample = shape(at: input)
    guard sample.rank == 3, WindowSize.number(stride).isSound(atLeast: 1),
      sample[0] <= channels, channels <= WindowSize.limit,
      (channels - sample[0]).isMultiple(of: 2), channels * sample[0] <= 1 << 26
    else {
      throw DataError(
        "samples \(sample) cannot be brought to \(channels) channels at a stride of \(stride)",
        at: place, hint: "subsampling adds an even number of channels of zeros to images")
    }
    var numbers = [Scalar](repeating: 0, count: channels * sample[0])
    let first = (channels - sample[0]) / 2
    for channel in 0..<sample[0] { numbers[(first + channel) * sample[0] + channel] = 1 }
    let weight = Tensor(numbers, shape: [channels, sample[0], 1, 1])
    let extent = isOneDimensional ? Extent(1, stride) : Extent(stride)
    let layer = Conv2d(weight: weight, bias: nil, stride: extent)
    return try append(.convolution(layer), named: name("subsample"), to: [input], at: place)
  }

  /// Windows as a layer describes them, on samples of a shape.
  func windows(
    kernel: Extent, stride: WindowSize, padding: PaddingChoice, dilation: WindowSize,
    on sample: Shape, at place: String?
  ) throws(DataError) -> Windows {
    let stride = try extent(stride, neutral: 1, at: place)
    let dilation = try extent(dilation, neutral: 1, at: place)
    switch padding {
    case .size(let size):
      return Windows(
        kernel: kernel, stride: stride, padding: try extent(size, neutral: 0, at: place),
        dilation: dilation)
    case .same:
      let windows = Windows(kernel: kernel, stride: stride, dilation: dilation)
      // Anything but images is refused when the node is added.
      return sample.rank == 3 ? windows.paddedSame(on: Extent(sample[1], sample[2])) : windows
    }
  }

  private func extent(
    _ size: WindowSize, neutral: Int, at place: String?
  ) throws(DataError) -> Extent {
    guard let extent = size.extent(isOneDimensional: isOneDimensional, neutral: neutral) else {
      throw DataError(
        "a height and a width are given, but samples have one spatial dimension", at: place,
        hint: "give one number")
    }
    return extent
  }
}
