public import SNNData
internal import SNNFormats
public import SNNTensor

/// Well-known networks, told by the names that torchvision and the usual programs for CIFAR give
/// their tensors.
///
/// Sizes come from the tensors.  A file that lacks a tensor, or has one that the network has no place
/// for, is refused.
public enum NetworkPreset: String, Sendable, CaseIterable {
  /// Two convolutions and three linear layers, as in PyTorch's tutorials: `conv1`, `conv2`, `fc1`,
  /// `fc2`, `fc3`, ReLU and max-pools.
  /// - Reference: LeCun et al., *Gradient-Based Learning Applied to Document Recognition*, 1998.
  case lenet
  /// Eight convolutions and the linear layers in the file: `features.0` …, `classifier.0` ….
  /// - Reference: Simonyan & Zisserman, *Very Deep Convolutional Networks for Large-Scale Image
  ///   Recognition*, 2014.
  case vgg11
  /// The same with batch norms.
  case vgg11BN = "vgg11-bn"
  /// Ten convolutions.
  case vgg13
  /// The same with batch norms.
  case vgg13BN = "vgg13-bn"
  /// Thirteen convolutions.
  case vgg16
  /// The same with batch norms.
  case vgg16BN = "vgg16-bn"
  /// Four stages of two blocks: `conv1`, `layer1.0.conv1` …, `fc` or `linear`.
  /// - Reference: He et al., *Deep Residual Learning for Image Recognition*, 2016.
  case resnet18
  /// Three stages of three blocks, for CIFAR.
  case resnet20
  /// Four stages of three, four, six and three blocks.
  case resnet34

  /// What the network of a file computes.
  ///
  /// - Parameters:
  ///   - input: the shape of one sample, `[C, H, W]`.
  ///   - tensors: what the file holds.
  /// - Throws: an error when the tensors are not those of such a network.
  public func spec(
    input: Shape, tensors: [(name: String, tensor: Tensor)]
  ) throws(DataError) -> NetworkSpec {
    guard input.rank == 3 else {
      throw DataError(
        "\(rawValue) takes images, not samples \(input)",
        hint: "give the shape of one image as channels, height and width")
    }
    // Before anything is reckoned with sizes that no image has.
    do throws(FormatError) {
      _ = try NetworkGraph(input: input)
    } catch {
      throw DataError(error.message, hint: error.hint)
    }
    let keys = try PresetKeys(self, tensors)
    switch self {
    case .lenet: return try lenet(input, keys)
    case .vgg11, .vgg11BN, .vgg13, .vgg13BN, .vgg16, .vgg16BN: return try vgg(input, keys)
    case .resnet18, .resnet20, .resnet34: return try resnet(input, keys)
    }
  }

  /// The network of a file.
  ///
  /// - Parameters:
  ///   - input: the shape of one sample, `[C, H, W]`.
  ///   - normalization: what is done to samples first.
  ///   - tensors: what the file holds.
  /// - Throws: an error when the tensors are not exactly those of such a network.
  public func network(
    input: Shape, normalization: InputNormalization = .none,
    tensors: [(name: String, tensor: Tensor)]
  ) throws(DataError) -> SpecifiedNetwork {
    var spec = try spec(input: input, tensors: tensors)
    spec.normalization = normalization
    let network = try SpecifiedNetwork(spec, tensors: tensors)
    guard network.unusedTensors.isEmpty else {
      throw DataError(
        "\(rawValue) has no place for \(listed(network.unusedTensors))",
        hint: "choose another preset, or write a spec")
    }
    return network
  }
}
