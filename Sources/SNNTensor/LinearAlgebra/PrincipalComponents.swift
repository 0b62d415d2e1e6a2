internal import SNNKernels

/// The directions along which data varies most, fitted by singular value decomposition.
///
/// With centred data X = U·S·Vᵀ (LAPACK `gesdd`) the rows of Vᵀ are the directions and
/// s²/(samples − 1) the variances along them.
public struct PrincipalComponents: Sendable {
  /// The mean of each feature, `[features]`.
  public let mean: Tensor
  /// One direction per row, `[components, features]`, orthonormal, by falling variance.
  public let directions: Tensor
  /// The variance along each direction, `[components]`.
  public let variances: Tensor

  /// Fits the directions to samples.
  ///
  /// - Parameter samples: `[samples, features]`.
  /// - Throws: `FactorizationError` for numbers that are not finite.
  /// - Precondition: there are two axes and at least two samples.
  public init(of samples: Tensor) throws {
    require(
      samples.rank == 2 && samples.shape[0] >= 2,
      "PrincipalComponents: at least two rows are needed, the shape is \(samples.shape)")
    let (rows, features) = (samples.shape[0], samples.shape[1])
    mean = samples.detached.mean(alongAxis: 0)
    let centred = samples.detached - mean
    let factors = try singularValues(centred.scalars, m: rows, n: features)
    let rank = Swift.min(rows, features)
    directions = Tensor(factors.vTransposed, shape: [rank, features])
    variances = Tensor(factors.s).mapped { $0 * $0 / Scalar(rows - 1) }
  }

  /// The coordinates of samples along the first `count` directions: `[B, F] → [B, count]`.
  /// - Precondition: the samples have F features, and there are `count` directions.
  public func projected(_ samples: Tensor, count: Int) -> Tensor {
    matmul(samples - mean, directions.slice(0..<count).transposed())
  }

  /// The same coordinates divided by their standard deviation, so that each has variance one:
  /// `[B, F] → [B, count]`.
  ///
  /// - Parameters:
  ///   - samples: `[B, F]`.
  ///   - count: how many directions are used, the widest first.
  ///   - epsilon: added to each variance, so that a constant direction stays finite.
  /// - Returns: the whitened coordinates, `[B, count]`, dimensionless.
  /// - Precondition: as `projected`.
  public func whitened(_ samples: Tensor, count: Int, epsilon: Scalar = 1e-6) -> Tensor {
    let scale = variances.slice(0..<count).mapped { 1 / ($0 + epsilon).squareRoot() }
    return projected(samples, count: count) * scale
  }
}
