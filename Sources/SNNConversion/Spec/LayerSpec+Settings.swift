internal import SNNKernels

/// Which tensor is a layer's bias.
public enum BiasChoice: Sendable, Hashable {
  /// The one called like the weight, with `bias` instead of `weight`, if there is one.
  case besideWeight
  /// The one of this name.
  case tensor(String)
  /// None.
  case absent
}

/// The settings of a convolution.
public struct ConvolutionSpec: Sendable, Hashable {
  /// The name of the weight, `[O, C/groups, kh, kw]`, or `[O, C/groups, k]` for samples `[C, L]`:
  /// its whole name, or what stands before `.weight`.
  public let weight: String
  /// Which tensor is the bias.
  public let bias: BiasChoice
  /// The way from one window to the next.
  public let stride: WindowSize
  /// How far windows reach over the edges.
  public let padding: PaddingChoice
  /// The way from one element of a window to the next.
  public let dilation: WindowSize
  /// The number of equal parts the channels fall into.
  public let groups: Int

  /// - Precondition: stride, dilation and groups are at least 1, the padding at least 0, and none
  ///   larger than `WindowSize.limit`.
  public init(
    weight: String, bias: BiasChoice = .besideWeight, stride: WindowSize = 1,
    padding: PaddingChoice = 0, dilation: WindowSize = 1, groups: Int = 1
  ) {
    require(
      stride.isSound(atLeast: 1) && padding.isSound() && dilation.isSound(atLeast: 1)
        && 1...WindowSize.limit ~= groups,
      "ConvolutionSpec: stride \(stride), padding \(padding), dilation \(dilation), \(groups) groups"
    )
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }
}

/// How the weights of a linear layer lie.
public enum LinearLayout: String, Sendable, CaseIterable {
  /// `[outputs, inputs]`, as PyTorch has them.
  case outIn = "out-in"
  /// `[inputs, outputs]`, as Keras and many NumPy programs have them.
  case inOut = "in-out"
}

/// The settings of a linear layer.
public struct LinearSpec: Sendable, Hashable {
  /// The name of the weight: its whole name, or what stands before `.weight`.
  public let weight: String
  /// Which tensor is the bias.
  public let bias: BiasChoice
  /// How the weight lies; PyTorch's way when nil, which for as many outputs as inputs is remarked on.
  public let layout: LinearLayout?

  /// The settings of a linear layer.
  public init(weight: String, bias: BiasChoice = .besideWeight, layout: LinearLayout? = nil) {
    self.weight = weight
    self.bias = bias
    self.layout = layout
  }
}

/// The settings of a batch norm.
public struct BatchNormSpec: Sendable, Hashable {
  /// Where its four tensors are found.
  public enum Tensors: Sendable, Hashable {
    /// Behind a prefix: `.weight`, `.bias`, `.running_mean`, `.running_var`, or `.gamma`, `.beta`,
    /// `.moving_mean`, `.moving_variance`.
    case prefix(String)
    /// Under names of their own; γ = 1 and β = 0 where there is no name.
    case names(mean: String, variance: String, weight: String?, bias: String?)
  }

  /// Where its tensors are found.
  public let tensors: Tensors

  /// ε; nil for PyTorch's 1e-5, which is taken for tensors with PyTorch's names only.
  public let epsilon: Double?

  /// - Precondition: ε is finite and not negative.
  public init(tensors: Tensors, epsilon: Double? = nil) {
    require(
      epsilon.map { $0 >= 0 && $0.isFinite } ?? true, "BatchNormSpec: epsilon \(epsilon ?? 0)")
    self.tensors = tensors
    self.epsilon = epsilon
  }
}

/// The settings of a rectifier.
public struct RectifierSpec: Sendable, Hashable {
  /// The largest answer.
  public enum Limit: Sendable, Hashable {
    /// None.
    case none
    /// This number.
    case number(Double)
    /// The one element of a tensor: its whole name, or what stands before `.thresh` or `.up`, as the
    /// programs of QCFS call it.
    case tensor(String)
  }

  /// The largest answer.
  public let limit: Limit

  /// How many steps the answer is rounded to; nil for none.
  public let levels: Int?

  /// - Precondition: a positive finite limit; levels lie in 1...65535 and need a limit.
  public init(limit: Limit = .none, levels: Int? = nil) {
    if case .number(let number) = limit {
      require(number > 0 && number.isFinite, "RectifierSpec: limit \(number)")
    }
    require(
      levels.map { 1...WindowSize.limit ~= $0 && limit != .none } ?? true,
      "RectifierSpec: \(levels ?? 0) levels, limit \(limit)")
    self.limit = limit
    self.levels = levels
  }
}

/// The settings of a pool.
public struct PoolSpec: Sendable, Hashable {
  /// The size of a window.
  public let kernel: WindowSize
  /// The way from one window to the next; nil for windows side by side.
  public let stride: WindowSize?
  /// How far windows reach over the edges.
  public let padding: PaddingChoice
  /// Whether a last window that does not fit whole is there all the same, PyTorch's `ceil_mode`.
  public let roundsUp: Bool

  /// - Precondition: kernel and stride are at least 1, the padding at least 0, and none larger than
  ///   `WindowSize.limit`.
  public init(
    kernel: WindowSize, stride: WindowSize? = nil, padding: PaddingChoice = 0,
    roundsUp: Bool = false
  ) {
    require(
      kernel.isSound(atLeast: 1) && stride?.isSound(atLeast: 1) ?? true && padding.isSound(),
      "PoolSpec: kernel \(kernel), stride \(stride ?? kernel), padding \(padding)")
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.roundsUp = roundsUp
  }
}
