internal import SNNData
internal import SNNKernels
internal import SNNLayers
internal import SNNTensor

// Layers with tensors.

extension SpecBuilder {
  mutating func appendConvolution(
    _ spec: ConvolutionSpec, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let (name, stored) = try tensors.take(spec.weight, or: [".weight"], at: place)
    let layerName = prefix(of: name)
    let sizes = stored.shape.dimensions
    guard sizes.count == (isOneDimensional ? 3 : 4), sizes.allSatisfy({ $0 >= 1 }) else {
      let expected = isOneDimensional ? "[O, C/groups, k]" : "[O, C/groups, kh, kw]"
      throw DataError(
        "the convolution's weight \(quoted(name)) is \(stored.shape), expected \(expected)",
        at: place,
        hint: isOneDimensional
          ? "samples [C, L] need 1-d convolutions; give `input` as [C, H, W] for images"
          : sizes.count == 3
            ? "1-d convolutions need samples [C, L]; give `input` so" : "name another tensor")
    }
    let weight =
      isOneDimensional ? stored.reshaped(to: [sizes[0], sizes[1], 1, sizes[2]]) : stored
    let bias = try bias(spec.bias, of: name, count: sizes[0], at: place)
    guard sizes[0] % spec.groups == 0 else {
      throw DataError(
        "\(sizes[0]) channels do not fall into \(spec.groups) groups", at: place,
        hint: "check `groups`; the weight \(quoted(name)) is \(stored.shape)")
    }
    let windows = try windows(
      kernel: Extent(weight.shape[2], weight.shape[3]), stride: spec.stride,
      padding: spec.padding, dilation: spec.dilation, on: shape(at: input), at: place)
    let layer = Conv2d(weight: weight, bias: bias, windows: windows, groups: spec.groups)
    return try append(.convolution(layer), named: layerName, to: [input], at: place)
  }

  mutating func appendLinear(
    _ spec: LinearSpec, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let (name, stored) = try tensors.take(spec.weight, or: [".weight"], at: place)
    let sizes = stored.shape.dimensions
    guard sizes.count == 2, sizes.allSatisfy({ $0 >= 1 }) else {
      throw DataError(
        "the linear layer's weight \(quoted(name)) is \(stored.shape), expected two axes",
        at: place, hint: "name another tensor")
    }
    let sample = shape(at: input)
    guard sample.rank == 1 else {
      throw DataError(
        "the linear layer \(quoted(prefix(of: name))) takes features, but is given \(sample)",
        at: place, hint: "put `flatten` before it")
    }
    if spec.layout == nil {
      guard sizes[1] == sample[0] || sizes[0] != sample[0] else {
        throw DataError(
          "the weight \(quoted(name)) is \(stored.shape), which is not [outputs, inputs] for "
            + counted(sample[0], "feature"), at: place,
          hint: "add `layout: in-out` if it is [inputs, outputs]")
      }
      if sizes[0] == sizes[1] {
        remarks.append(
          "the square weight \(quoted(name)) is taken as [outputs, inputs], PyTorch's layout")
      }
    }
    let weight = spec.layout == .inOut ? stored : stored.transposed()
    let count = weight.shape[1]
    let bias = try bias(spec.bias, of: name, count: count, at: place) ?? .zeros([count])
    return try append(
      .linear(Linear(weight: weight, bias: bias)), named: prefix(of: name), to: [input], at: place)
  }

  mutating func appendBatchNorm(
    _ spec: BatchNormSpec, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let names = try batchNormNames(spec, at: place)
    let mean = try tensors.take(names.mean, at: place)
    let variance = try tensors.take(names.variance, at: place)
    let weight = try names.weight.map { name throws(DataError) in
      try tensors.take(name, at: place)
    }
    let bias = try names.bias.map { name throws(DataError) in try tensors.take(name, at: place) }
    for (name, tensor) in [
      (names.mean, mean), (names.variance, variance), (names.weight, weight), (names.bias, bias),
    ] {
      guard let name, let tensor, tensor.rank != 1 || tensor.count != mean.count else { continue }
      throw DataError(
        "the batch norm's tensor \(quoted(name)) is \(tensor.shape), expected one number per channel",
        at: place, hint: "name another tensor")
    }
    guard variance.scalars.allSatisfy({ $0 >= 0 && Double($0) + names.epsilon > 0 }) else {
      throw DataError(
        "the variances \(quoted(names.variance)) are not all larger than 0", at: place,
        hint: "name another tensor, or check the order of mean and variance")
    }
    let affine = ChannelAffine(
      mean: mean.scalars, variance: variance.scalars, weight: weight?.scalars,
      bias: bias?.scalars, epsilon: names.epsilon)
    guard (affine.scale + affine.shift).allSatisfy(\.isFinite) else {
      throw DataError(
        "the batch norm \(quoted(names.label)) comes to numbers that are not finite", at: place,
        hint: "check the order of mean and variance")
    }
    return try append(.affine(affine), named: names.label, to: [input], at: place)
  }

  mutating func appendRectifier(
    _ spec: RectifierSpec, to input: Int, at place: String?
  ) throws(DataError) -> Int {
    let (limit, label): (Scalar?, String)
    switch spec.limit {
    case .none: (limit, label) = (nil, name("relu"))
    case .number(let number):
      (limit, label) = (Scalar(number), name(spec.levels == nil ? "relu" : "qcfs"))
    case .tensor(let wanted):
      let (name, tensor) = try tensors.take(wanted, or: [".thresh", ".up"], at: place)
      guard tensor.count == 1, let number = tensor.scalars.first, number > 0 else {
        throw DataError(
          "the limit \(quoted(name)) is not one positive number", at: place,
          hint: "name a tensor with one element, or give a number")
      }
      (limit, label) = (number, prefix(of: name))
    }
    let rectifier: Rectifier
    switch (limit, spec.levels) {
    case (nil, _): rectifier = .relu
    case (let limit?, nil): rectifier = Rectifier(limit: limit)
    case (let limit?, let levels?): rectifier = Rectifier(limit: limit, levels: levels)
    }
    return try append(.rectifier(rectifier), named: label, to: [input], at: place)
  }

  /// The names, and ε, of a batch norm.
  private func batchNormNames(
    _ spec: BatchNormSpec, at place: String?
  ) throws(DataError) -> (
    label: String, mean: String, variance: String, weight: String?, bias: String?,
    epsilon: Double
  ) {
    switch spec.tensors {
    case .names(let mean, let variance, let weight, let bias):
      guard let epsilon = spec.epsilon else { throw missingEpsilon(mean, at: place) }
      return (prefix(of: mean), mean, variance, weight, bias, epsilon)
    case .prefix(let prefix):
      func ifThere(_ ending: String) -> String? {
        tensors.contains(prefix + ending) ? prefix + ending : nil
      }
      if let mean = ifThere(".running_mean") {
        return (
          prefix, mean, prefix + ".running_var", ifThere(".weight"), ifThere(".bias"),
          spec.epsilon ?? 1e-5
        )
      }
      guard let mean = ifThere(".moving_mean") else {
        throw tensors.missing(prefix, endings: [".running_mean", ".moving_mean"], at: place)
      }
      guard let epsilon = spec.epsilon else { throw missingEpsilon(prefix, at: place) }
      return (
        prefix, mean, prefix + ".moving_variance", ifThere(".gamma"), ifThere(".beta"), epsilon
      )
    }
  }

  /// Without PyTorch's names PyTorch's ε is a guess.
  private func missingEpsilon(_ name: String, at place: String?) -> DataError {
    DataError(
      "the batch norm \(quoted(name)) needs an epsilon", at: place,
      hint: "add `epsilon`: Keras's own is 1e-3, PyTorch's 1e-5")
  }

  private mutating func bias(
    _ choice: BiasChoice, of weight: String, count: Int, at place: String?
  ) throws(DataError) -> Tensor? {
    guard let (name, bias) = try tensors.takeBias(choice, beside: weight, at: place) else {
      return nil
    }
    guard bias.shape == [count] else {
      throw DataError(
        "the bias \(quoted(name)) is \(bias.shape), expected [\(count)]", at: place,
        hint: "name another tensor, or add `bias: false`")
    }
    return bias
  }

  /// What a layer is called by its tensor: `conv1` for `conv1.weight`.
  private func prefix(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }
}
