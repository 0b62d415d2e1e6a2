public import SNNFormats
internal import SNNLayers
public import SNNTensor

extension NetworkGraph {
  /// A network out of a whole module that PyTorch saved.
  ///
  /// A module's file holds its parts and their settings but not what its `forward` does with them,
  /// so only chains are taken: `nn.Sequential` of PyTorch's own layers, and such chains inside.
  ///
  /// - Parameters:
  ///   - module: what `PyTorchFile.module` holds.
  ///   - shape: of one sample as it comes in.
  /// - Throws: an error of kind `badData` that names the first layer that cannot be converted.
  public init(_ module: PyTorchModule, input shape: Shape) throws(FormatError) {
    try self.init(input: shape)
    guard module.isChain else {
      throw FormatError(
        layer: "model", module.className, "is a class of its own, whose forward no file holds",
        hint: "describe the network in a layer spec: `snnconvert inspect` writes a template")
    }
    try append(module, under: "")
  }

  private mutating func append(_ chain: PyTorchModule, under path: String) throws(FormatError) {
    for layer in chain.children {
      let name = path + layer.name
      guard !layer.hasHooks else {
        throw FormatError(
          layer: name, layer.className, "has hooks, functions of the user's that run with it",
          hint: "remove them in Python, such as torch.nn.utils.remove_weight_norm, and save again")
      }
      if layer.isChain {
        try append(layer, under: name + ".")
      } else {
        try append(PyTorchLayer(layer, name: name))
      }
    }
  }

  private mutating func append(_ layer: PyTorchLayer) throws(FormatError) {
    guard let operation = try layer.operation(of: nodes[output].shape) else { return }
    try append(operation, named: layer.name, to: [output])
  }
}

extension PyTorchModule {
  /// Whether it says what it computes: layers one behind the other.
  package var isChain: Bool { className == "torch.nn.modules.container.Sequential" && !hasHooks }

  /// The class without the module it comes from: `Conv2d`.
  package var kind: String { String(className.split(separator: ".").last ?? "") }

  /// Whether the class is one of PyTorch's own layers.
  var isStandard: Bool { className.hasPrefix("torch.nn.modules.") }
}

/// One of PyTorch's own layers, on its way to an operation.
private struct PyTorchLayer {
  let module: PyTorchModule
  let name: String

  init(_ module: PyTorchModule, name: String) {
    (self.module, self.name) = (module, name)
  }

  /// The operation; nil for layers that do nothing in inference.
  /// - Parameter sample: the shape that comes in.
  func operation(of sample: Shape) throws(FormatError) -> Operation? {
    guard module.isStandard else { throw refusal("is a class of its own") }
    switch module.kind {
    case "Identity", "Dropout", "Dropout1d", "Dropout2d", "AlphaDropout": return nil
    case "Linear": return .linear(try linear())
    case "Conv1d", "Conv2d": return .convolution(try convolution())
    case "BatchNorm1d", "BatchNorm2d": return .affine(try norm())
    case "ReLU": return .rectifier(.relu)
    case "ReLU6": return .rectifier(Rectifier(limit: 6))
    case "Hardtanh": return .rectifier(try hardtanh())
    case "MaxPool1d", "MaxPool2d":
      try expect("dilation", is: [1])
      return .maxPool(try windows(on: sample))
    case "AvgPool1d", "AvgPool2d": return .averagePool(try averageWindows(on: sample))
    case "AdaptiveAvgPool1d", "AdaptiveAvgPool2d":
      try expect("output_size", is: [1])
      return .globalAveragePool
    case "AdaptiveMaxPool1d", "AdaptiveMaxPool2d":
      try expect("output_size", is: [1])
      return .maxPool(wholeImage(sample))
    case "Flatten":
      guard module.integers("start_dim") == [1], module.integers("end_dim") == [-1] else {
        throw refusal("flattens some axes only")
      }
      return .flatten
    case "Softmax", "LogSoftmax": return .softmax
    default: throw refusal("has no spiking form")
    }
  }

  // MARK: Layers

  private func linear() throws(FormatError) -> Linear {
    let weight = try tensor("weight", rank: 2)
    let bias = module[tensor: "bias"]?.tensor ?? .zeros([weight.shape[0]])
    guard bias.shape == [weight.shape[0]] else { throw refusal("has a bias of \(bias.shape)") }
    return Linear(weight: weight.transposed(), bias: bias)
  }

  private func convolution() throws(FormatError) -> Conv2d {
    let isFlat = module.kind == "Conv1d"
    var weight = try tensor("weight", rank: isFlat ? 3 : 4)
    if isFlat {
      weight = weight.reshaped(to: [weight.shape[0], weight.shape[1], 1, weight.shape[2]])
    }
    if let mode = module.text("padding_mode"), mode != "zeros" {
      throw refusal("pads with “\(printable(mode, limit: 40))”, not with zeros")
    }
    let kernel = Extent(weight.shape[2], weight.shape[3])
    let (stride, dilation) = (try extent("stride", least: 1), try extent("dilation", least: 1))
    var (padding, end) = (Extent(0), Extent(0))
    switch module.text("padding") {
    case "same"?:
      let total = Extent(dilation.height * (kernel.height - 1), dilation.width * (kernel.width - 1))
      padding = Extent(total.height / 2, total.width / 2)
      end = Extent(total.height - padding.height, total.width - padding.width)
    case "valid"?: break
    default:
      padding = try extent("padding", least: 0)
      end = padding
    }
    let groups = module.integers("groups") ?? [1]
    let bias = module[tensor: "bias"]?.tensor
    guard groups.count == 1, groups[0] >= 1, weight.shape[0] % groups[0] == 0,
      kernel.area > 0, bias.map({ $0.shape == [weight.shape[0]] }) ?? true
    else { throw refusal("has settings that do not belong together") }
    return Conv2d(
      weight: weight, bias: bias,
      windows: Windows(
        kernel: kernel, stride: stride, padding: padding, dilation: dilation, endPadding: end),
      groups: groups[0])
  }

  private func norm() throws(FormatError) -> ChannelAffine {
    let mean = try tensor("running_mean", rank: 1)
    let variance = try tensor("running_var", rank: 1)
    guard let epsilon = module.number("eps"), epsilon >= 0, epsilon.isFinite else {
      throw refusal("has no eps")
    }
    let (weight, bias) = (module[tensor: "weight"]?.tensor, module[tensor: "bias"]?.tensor)
    guard [variance, weight ?? mean, bias ?? mean].allSatisfy({ $0.shape == mean.shape }) else {
      throw refusal("has numbers for different counts of channels")
    }
    return ChannelAffine(
      mean: mean.scalars, variance: variance.scalars, weight: weight?.scalars, bias: bias?.scalars,
      epsilon: epsilon)
  }

  private func hardtanh() throws(FormatError) -> Rectifier {
    guard module.number("min_val") == 0, let limit = module.number("max_val"), limit > 0,
      limit.isFinite
    else {
      throw refusal("cuts off below another number than 0")
    }
    return Rectifier(limit: Scalar(limit))
  }

  private func averageWindows(on sample: Shape) throws(FormatError) -> Windows {
    let windows = try windows(on: sample)
    let isPadded = windows.padding != 0 || windows.endPadding != 0
    if module.bool("count_include_pad") == false, isPadded {
      throw refusal("does not count its padding")
    }
    if let divisor = module.attributes["divisor_override"], divisor != .none {
      throw refusal("has a divisor of its own")
    }
    // What ceil_mode adds at the end is not counted, as its own padding is.
    if windows.padding != windows.endPadding { throw refusal("has windows that are cut off") }
    return windows
  }

  /// The windows of a pool.
  private func windows(on sample: Shape) throws(FormatError) -> Windows {
    let kernel = try extent("kernel_size", least: 1)
    let isSideBySide =
      module.attributes["stride"].map { $0 == .none || $0 == .sequence([]) } ?? true
    let windows = Windows(
      kernel: kernel, stride: isSideBySide ? kernel : try extent("stride", least: 1),
      padding: try extent("padding", least: 0))
    guard module.bool("ceil_mode") == true, sample.rank == 3 else { return windows }
    return windows.roundedUp(on: Extent(sample[1], sample[2]))
  }

  /// One window as large as the image; what is no image is refused where the layer is added.
  private func wholeImage(_ sample: Shape) -> Windows {
    let size = sample.rank == 3 ? Extent(sample[1], sample[2]) : Extent(1)
    return Windows(covering: size)
  }

  // MARK: Settings

  private func tensor(_ key: String, rank: Int) throws(FormatError) -> Tensor {
    guard let tensor = module[tensor: key]?.tensor, tensor.rank == rank, tensor.count > 0 else {
      throw refusal("has no \(key) of \(rank) axes")
    }
    return tensor
  }

  private func expect(_ key: String, is wanted: [Int]) throws(FormatError) {
    guard let own = module.integers(key), own.allSatisfy({ $0 == wanted[0] }) else {
      throw refusal("has another \(key) than \(wanted[0])")
    }
  }

  /// A size along both axes, or along the only one of a layer for sequences.
  private func extent(_ key: String, least: Int) throws(FormatError) -> Extent {
    let isFlat = module.kind.hasSuffix("1d")
    guard let own = module.integers(key), own.allSatisfy({ least...(1 << 20) ~= $0 }),
      own.count == 1 || own.count == (isFlat ? 1 : 2)
    else { throw refusal("has a \(key) that is not read") }
    if isFlat { return Extent(key == "padding" ? 0 : 1, own[0]) }
    return own.count == 1 ? Extent(own[0]) : Extent(own[0], own[1])
  }

  private func refusal(_ reason: String) -> FormatError {
    FormatError(
      layer: name, printable(module.className, limit: 100), reason,
      hint: "use layers that can be converted, or describe the network in a layer spec")
  }
}
