internal import SNNData
internal import SNNTensor

extension NetworkPreset {
  /// How many convolutions stand before each max-pool.
  private var convolutionCounts: [Int] {
    switch self {
    case .vgg11, .vgg11BN: [1, 1, 2, 2, 2]
    case .vgg13, .vgg13BN: [2, 2, 2, 2, 2]
    default: [2, 2, 3, 3, 3]
    }
  }

  private var hasNorms: Bool {
    switch self {
    case .vgg11BN, .vgg13BN, .vgg16BN: true
    default: false
    }
  }

  /// Convolutions of 3 × 3, padded by 1, in five parts with a max-pool behind each; then the linear
  /// layers that the file has, with ReLU between them.
  func vgg(_ input: Shape, _ keys: PresetKeys) throws(DataError) -> NetworkSpec {
    let fileHasNorms = keys.contains("features.1.running_mean")
    guard fileHasNorms == hasNorms else {
      let name = hasNorms ? String(rawValue.dropLast(3)) : rawValue + "-bn"
      throw DataError(
        "the file has \(fileHasNorms ? "" : "no ")batch norms, unlike \(rawValue)",
        hint: "choose the preset \(name)")
    }
    var layers: [LayerSpec] = []
    // The place in PyTorch's list, which counts every layer.
    var place = 0
    var last = ""
    for count in convolutionCounts {
      for _ in 0..<count {
        last = "features.\(place)"
        layers.append(.convolution(keys.name(last), padding: 1))
        if hasNorms { layers.append(.batchNorm(keys.name("features.\(place + 1)"))) }
        layers.append(.relu)
        place += hasNorms ? 3 : 2
      }
      layers.append(.maxPool(2))
      place += 1
    }
    let channels = try keys.shape(last + ".weight", rank: 4)[0]
    let rest = try classifier(input, channels: channels, keys)
    var spec = NetworkSpec(input: input, layers: layers + rest)
    if let first = rest.first, case .globalAveragePool = first.kind {
      spec.remarks = [
        "\(rawValue) is taken with the mean of each channel before the linear layers, which the file "
          + "does not say"
      ]
    }
    return spec
  }

  /// What stands behind the convolutions.
  private func classifier(
    _ input: Shape, channels: Int, _ keys: PresetKeys
  ) throws(DataError) -> [LayerSpec] {
    let numbers = keys.numbers(behind: "classifier", rank: 2)
    let names =
      numbers.isEmpty
      ? ["classifier", "fc", "linear"].filter { keys.contains($0 + ".weight") }
      : numbers.map { "classifier.\($0)" }
    guard let first = names.first else {
      throw refusal("there is no tensor \(quoted(keys.name("classifier.0.weight")))")
    }
    let features = try keys.shape(first + ".weight", rank: 2)[1]
    let linear = names.map { [LayerSpec.linear(keys.name($0))] }
    return try pooling(input, pixels: features / channels) + [.flatten]
      + linear.joined(separator: [.relu])
  }

  /// torchvision averages what the convolutions give to 7 × 7, which needs no layer where they give
  /// that; programs for CIFAR take it as it is, or its mean.
  private func pooling(_ input: Shape, pixels: Int) throws(DataError) -> [LayerSpec] {
    // Five pools halve, rounding down.
    let (height, width) = (input[1] / 32, input[2] / 32)
    if height * width == pixels { return [] }
    if pixels == 49, height > 0, width > 0, height.isMultiple(of: 7), width.isMultiple(of: 7) {
      return [.averagePool(.sides(height / 7, width / 7))]
    }
    if pixels == 1 { return [.globalAveragePool] }
    throw DataError(
      "the linear layers take \(counted(pixels, "pixel")) of each channel, but samples \(input) give "
        + "\(height)×\(width)",
      hint: pixels == 49
        ? "torchvision's VGGs take images of 224×224 or of whole multiples"
        : "give the shape of the images that the network was trained on")
  }
}
