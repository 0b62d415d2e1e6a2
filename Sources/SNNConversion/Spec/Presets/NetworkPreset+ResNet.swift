internal import SNNData
internal import SNNTensor

extension NetworkPreset {
  /// How many blocks each stage has.
  private var blockCounts: [Int] {
    switch self {
    case .resnet18: [2, 2, 2, 2]
    case .resnet20: [3, 3, 3]
    default: [3, 4, 6, 3]
    }
  }

  /// A convolution, stages of residual blocks whose first halves the images in all but the first
  /// stage, a global mean and a linear layer.
  func resnet(_ input: Shape, _ keys: PresetKeys) throws(DataError) -> NetworkSpec {
    var spec = NetworkSpec(input: input, layers: [])
    spec.layers = try stem(keys, &spec.remarks)
    for (stage, count) in blockCounts.enumerated() {
      for block in 0..<count {
        let stride = stage > 0 && block == 0 ? 2 : 1
        spec.layers += try residualBlock(
          "layer\(stage + 1).\(block)", stride: stride, keys, &spec.remarks)
      }
    }
    guard let last = ["fc", "linear"].first(where: { keys.contains($0 + ".weight") }) else {
      throw refusal("there is no tensor \(quoted(keys.name("fc.weight")))")
    }
    spec.layers += [.globalAveragePool, .flatten, .linear(keys.name(last))]
    return spec
  }

  /// What stands before the stages: a kernel of 7 is torchvision's, which has a max-pool behind it, a
  /// kernel of 3 that of the programs for CIFAR, which have none.
  private func stem(
    _ keys: PresetKeys, _ remarks: inout [String]
  ) throws(DataError) -> [LayerSpec] {
    let kernel = Array(try keys.shape("conv1.weight", rank: 4).dimensions.suffix(2))
    let norm = LayerSpec.batchNorm(keys.name("bn1"))
    if kernel == [7, 7], self != .resnet20 {
      return [
        .convolution(keys.name("conv1"), stride: 2, padding: 3), norm, .relu,
        .maxPool(3, stride: 2, padding: 1),
      ]
    }
    guard kernel == [3, 3] else {
      throw refusal("its first kernel is \(kernel[0])×\(kernel[1])")
    }
    if self != .resnet20 {
      remarks.append(
        "with a first kernel of 3×3 the network is taken as one for small images, without a stride and "
          + "a max-pool at its start")
    }
    return [.convolution(keys.name("conv1"), padding: 1), norm, .relu]
  }

  /// Two convolutions of 3 × 3 beside a shortcut, and a ReLU.
  private func residualBlock(
    _ name: String, stride: Int, _ keys: PresetKeys, _ remarks: inout [String]
  ) throws(DataError) -> [LayerSpec] {
    let window = WindowSize.number(stride)
    let branch: [LayerSpec] = [
      .convolution(keys.name(name + ".conv1"), stride: window, padding: 1),
      .batchNorm(keys.name(name + ".bn1")), .relu,
      .convolution(keys.name(name + ".conv2"), padding: 1), .batchNorm(keys.name(name + ".bn2")),
    ]
    let projection = ["downsample", "shortcut"].map { "\(name).\($0)" }
      .first { keys.contains($0 + ".0.weight") }
    var shortcut: [LayerSpec] = []
    if let projection {
      shortcut = [
        .convolution(keys.name(projection + ".0"), stride: window),
        .batchNorm(keys.name(projection + ".1")),
      ]
    } else if stride > 1 {
      let channels = try keys.shape(name + ".conv1.weight", rank: 4)[0]
      shortcut = [.subsampling(stride: stride, channels: channels)]
      let remark =
        "shortcuts without weights are taken to pick every second pixel and to add channels of zeros "
        + "evenly before and behind"
      if !remarks.contains(remark) { remarks.append(remark) }
    }
    return [.residual(branch, shortcut: shortcut), .relu]
  }
}
