public import SNNLayers
internal import SNNTensor

/// What a node of a network does with the samples it is given.
///
/// Shapes are those of one sample, without batch and time: `[F]`, or channels first `[C, H, W]`.
/// Samples of one spatial dimension are one element high, `[C, 1, L]`.
public enum Operation: Sendable {
  /// The network's input.
  case input
  /// y = x·W + b, `[inputs] → [outputs]`.
  case linear(Linear)
  /// The weighted sums over all windows, `[C, H, W] → [O, H′, W′]`.
  case convolution(Conv2d)
  /// y = scale·x + shift, channel by channel: a batch norm in inference.
  case affine(ChannelAffine)
  /// y = x + c, c of the sample's own shape: what a batch norm leaves behind at padded edges.
  case offset(Tensor)
  /// y = max(0, x) and relatives, which become neurons.
  case rectifier(Rectifier)
  /// The largest element of each window; the padding takes no part.
  case maxPool(Windows)
  /// The mean over each window; elements in the padding count as 0.
  case averagePool(Windows)
  /// The mean of each channel, `[C, H, W] → [C, 1, 1]`.
  case globalAveragePool
  /// All axes folded into one, in row-major order: `[C, H, W] → [C·H·W]`.
  case flatten
  /// The sum of all inputs.
  case add
  /// All inputs one after the other along the channels.
  case concatenation
  /// Probabilities from scores, which leaves their order alone; only at the end of a network.
  case softmax

  /// The number of trained numbers.
  public var parameterCount: Int {
    switch self {
    case .linear(let layer): layer.weight.count + layer.bias.count
    case .convolution(let layer): layer.weight.count + (layer.bias?.count ?? 0)
    case .affine(let affine): 2 * affine.scale.count
    default: 0
    }
  }
}

/// A rectifier: max(0, x), cut off and rounded to levels where it says so.
public struct Rectifier: Sendable, Hashable {
  /// λ, the largest answer; nil for none.  6 for ReLU6.
  public let limit: Scalar?

  /// L, how many steps of λ/L the answer is rounded to: λ·clip(⌊x·L/λ + ½⌋/L, 0, 1); nil for none.
  /// - Reference: Bu et al., *Optimal ANN-SNN Conversion for High-accuracy and Ultra-low-latency
  ///   Spiking Neural Networks* (QCFS), 2022.
  public let levels: Int?

  /// max(0, x).
  public static let relu = Rectifier()

  private init() { (limit, levels) = (nil, nil) }

  /// max(0, x) cut off at a limit.
  /// - Precondition: a positive finite limit.
  public init(limit: Scalar) {
    require(limit > 0 && limit.isFinite, "Rectifier: limit \(limit)")
    (self.limit, levels) = (limit, nil)
  }

  /// The quantisation–clip–floor–shift activation.
  /// - Precondition: a positive finite limit and at least one level.
  public init(limit: Scalar, levels: Int) {
    require(
      limit > 0 && limit.isFinite && levels >= 1, "Rectifier: limit \(limit), \(levels) levels")
    (self.limit, self.levels) = (limit, levels)
  }

  /// The answer to every element; it keeps no place on a tape.
  func callAsFunction(_ x: Tensor) -> Tensor {
    guard let limit else { return x.detached.relu() }
    guard let levels else { return x.detached.clamped(to: 0...limit) }
    let (step, top) = (limit / Scalar(levels), Scalar(levels))
    return Tensor(
      x.scalars.map { min(max(($0 / step + 0.5).rounded(.down), 0), top) * step }, shape: x.shape)
  }
}

/// y = scale·x + shift, one number of each per channel.
public struct ChannelAffine: Sendable {
  /// `[C]`, dimensionless.
  public var scale: [Scalar]
  /// `[C]`, dimensionless.
  public var shift: [Scalar]

  /// - Precondition: as many shifts as scales.
  public init(scale: [Scalar], shift: [Scalar]) {
    require(scale.count == shift.count, "ChannelAffine: \(scale.count), \(shift.count)")
    (self.scale, self.shift) = (scale, shift)
  }

  /// A batch norm in inference: γ·(x − μ)/√(σ² + ε) + β, worked out in Double.
  ///
  /// - Parameters:
  ///   - mean: μ, one per channel.
  ///   - variance: σ².
  ///   - weight: γ, nil for 1.
  ///   - bias: β, nil for 0.
  ///   - epsilon: ε, which programs set differently: 1e-5 in PyTorch, 1e-3 in Keras.
  /// - Precondition: as many numbers of each.
  public init(
    mean: [Scalar], variance: [Scalar], weight: [Scalar]?, bias: [Scalar]?, epsilon: Double
  ) {
    require(
      variance.count == mean.count && (weight?.count ?? mean.count) == mean.count
        && (bias?.count ?? mean.count) == mean.count,
      "ChannelAffine: numbers for different counts of channels")
    let gains = mean.indices.map {
      Double(weight?[$0] ?? 1) / (Double(variance[$0]) + epsilon).squareRoot()
    }
    scale = gains.map { Scalar($0) }
    shift = mean.indices.map { Scalar(Double(bias?[$0] ?? 0) - gains[$0] * Double(mean[$0])) }
  }

  /// The answer to samples whose first axis is the channels, `[…, C, …]` with `rank` axes each.
  func callAsFunction(_ x: Tensor, rank: Int) -> Tensor {
    let view = Shape([scale.count] + [Int](repeating: 1, count: rank - 1))
    return x * Tensor(scale, shape: view) + Tensor(shift, shape: view)
  }
}
