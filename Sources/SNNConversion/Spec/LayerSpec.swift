/// What one layer of a network computes and which tensors it takes, for files that hold tensors
/// alone.
///
///     let layers: [LayerSpec] = [
///       .convolution("conv1", padding: 1), .batchNorm("bn1"), .relu, .maxPool(2), .flatten,
///       .linear("fc"),
///     ]
public struct LayerSpec: Sendable {
  /// The sorts of layers.
  public indirect enum Kind: Sendable {
    /// Weighted sums over windows.
    case convolution(ConvolutionSpec)
    /// y = W·x + b.
    case linear(LinearSpec)
    /// A batch norm in inference.
    case batchNorm(BatchNormSpec)
    /// max(0, x) and relatives.
    case rectifier(RectifierSpec)
    /// The largest element of each window.
    case maxPool(PoolSpec)
    /// The mean over each window; elements in the padding count as 0.
    case averagePool(PoolSpec)
    /// The mean of each channel.
    case globalAveragePool
    /// All axes folded into one.
    case flatten
    /// Nothing: it acts in training alone.
    case dropout
    /// Probabilities from scores, at the end of a network.
    case softmax
    /// The sum of a branch and a shortcut; an empty shortcut is the input itself.
    case residual(branch: [LayerSpec], shortcut: [LayerSpec])
    /// All branches one after the other along the channels; an empty branch is the input itself.
    case concatenation([[LayerSpec]])
    /// Every `stride`-th pixel down and across, with channels of zeros added evenly before and
    /// behind: the shortcut without weights (“option A”) of residual networks.
    /// - Reference: He et al., *Deep Residual Learning for Image Recognition*, 2016.
    case subsampling(stride: Int, channels: Int)
  }

  /// What it is.
  public let kind: Kind

  /// Where it is written, for messages, such as `net.yaml:7:5`; nil for a spec made in Swift.
  public let place: String?

  /// A layer and where it is written.
  public init(_ kind: Kind, at place: String? = nil) {
    self.kind = kind
    self.place = place
  }
}

extension LayerSpec {
  /// Weighted sums over windows; see `ConvolutionSpec`.
  public static func convolution(
    _ weight: String, bias: BiasChoice = .besideWeight, stride: WindowSize = 1,
    padding: PaddingChoice = 0, dilation: WindowSize = 1, groups: Int = 1
  ) -> LayerSpec {
    LayerSpec(
      .convolution(
        ConvolutionSpec(
          weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation,
          groups: groups)))
  }

  /// y = W·x + b; see `LinearSpec`.
  public static func linear(
    _ weight: String, bias: BiasChoice = .besideWeight, layout: LinearLayout? = nil
  ) -> LayerSpec {
    LayerSpec(.linear(LinearSpec(weight: weight, bias: bias, layout: layout)))
  }

  /// A batch norm with PyTorch's or Keras's names behind a prefix; see `BatchNormSpec`.
  public static func batchNorm(_ prefix: String, epsilon: Double? = nil) -> LayerSpec {
    LayerSpec(.batchNorm(BatchNormSpec(tensors: .prefix(prefix), epsilon: epsilon)))
  }

  /// max(0, x).
  public static let relu = LayerSpec(.rectifier(RectifierSpec()))

  /// max(0, x), at most 6.
  public static let relu6 = LayerSpec(.rectifier(RectifierSpec(limit: .number(6))))

  /// The largest element of each window; windows stand side by side unless a stride is given.
  public static func maxPool(
    _ kernel: WindowSize, stride: WindowSize? = nil, padding: PaddingChoice = 0,
    roundsUp: Bool = false
  ) -> LayerSpec {
    LayerSpec(
      .maxPool(PoolSpec(kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)))
  }

  /// The mean over each window; windows stand side by side unless a stride is given.
  public static func averagePool(
    _ kernel: WindowSize, stride: WindowSize? = nil, padding: PaddingChoice = 0
  ) -> LayerSpec {
    LayerSpec(.averagePool(PoolSpec(kernel: kernel, stride: stride, padding: padding)))
  }

  /// The mean of each channel, `[C, H, W] → [C, 1, 1]`.
  public static let globalAveragePool = LayerSpec(.globalAveragePool)

  /// All axes folded into one.
  public static let flatten = LayerSpec(.flatten)

  /// Nothing: it acts in training alone.
  public static let dropout = LayerSpec(.dropout)

  /// Probabilities from scores, at the end of a network.
  public static let softmax = LayerSpec(.softmax)

  /// The sum of a branch and a shortcut; an empty shortcut is the input itself.
  public static func residual(_ branch: [LayerSpec], shortcut: [LayerSpec] = []) -> LayerSpec {
    LayerSpec(.residual(branch: branch, shortcut: shortcut))
  }

  /// All branches one after the other along the channels.
  public static func concatenation(_ branches: [[LayerSpec]]) -> LayerSpec {
    LayerSpec(.concatenation(branches))
  }

  /// Every `stride`-th pixel, with channels of zeros added evenly before and behind.
  public static func subsampling(stride: Int, channels: Int) -> LayerSpec {
    LayerSpec(.subsampling(stride: stride, channels: channels))
  }
}
