internal import Foundation
public import SNNLayers

/// Population code: each feature seen by m neurons with overlapping Gaussian receptive fields.
///
///     cᵢ = min + (2i − 3)/2·(max − min)/(m − 2),  i = 1…m      σ = (max − min)/(β·(m − 2))
///     rᵢ = e^(−(x − cᵢ)²/(2σ²))
///
/// i counts the m neurons of a feature x, c is the centre and σ the width of a field, β how narrow
/// it is; all dimensionless.  No gradient passes.
///
/// The responses r lie in 0...1 and compose with any encoder; the classical population code of
/// SpikeProp is receptive fields followed by a linear latency whose weak responses stay silent:
///
///     ReceptiveFields(count: 8)
///     LatencyEncoder(steps: 11, curve: .linear(threshold: 0.15))
///
/// Shapes: `[B, F] → [B, F·m]`, the m neurons of a feature side by side.
/// - Reference: Bohte, La Poutré & Kok, *Unsupervised Clustering with Spiking Neurons…*, 2002.
public struct ReceptiveFields: Layer {
  /// m, the number of neurons per feature, at least 3.
  public let count: Int

  /// min...max, the range of every feature.
  public let range: ClosedRange<Scalar>

  /// β, how narrow the fields are; 1.5 overlaps them by about a half.
  public let beta: Scalar

  /// Fields that cover `range`.
  /// - Precondition: `count` ≥ 3, `beta` > 0 and a range of some width.
  public init(count: Int = 8, range: ClosedRange<Scalar> = 0...1, beta: Scalar = 1.5) {
    require(
      count >= 3 && beta > 0 && range.upperBound > range.lowerBound,
      "ReceptiveFields: \(count) fields over \(range) with beta \(beta), expected 3 or more over a "
        + "range of some width, and a positive beta")
    self.count = count
    self.range = range
    self.beta = beta
  }

  /// The centres cᵢ of the fields.
  public var centres: [Scalar] {
    let spacing = (range.upperBound - range.lowerBound) / Scalar(count - 2)
    return (1...count).map { range.lowerBound + Scalar(2 * $0 - 3) / 2 * spacing }
  }

  /// σ, the width of every field.
  public var deviation: Scalar {
    (range.upperBound - range.lowerBound) / (beta * Scalar(count - 2))
  }

  /// The responses of all fields to all features, `[B, F] → [B, F·m]`.
  /// - Precondition: `input` has two axes.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(input.rank == 2, "ReceptiveFields: input \(input.shape), expected [B, F]")
    let (centres, scale) = (centres, -1 / (2 * deviation * deviation))
    let responses = input.scalars.flatMap { value in
      centres.map { centre -> Scalar in
        let distance = value - centre
        return exp(scale * distance * distance)
      }
    }
    return Tensor(responses, shape: [input.shape[0], input.shape[1] * count])
  }
}
