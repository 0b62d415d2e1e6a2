internal import SNNKernels

/// How the weights of a layer `[inputs, outputs]` are drawn.
///
/// n_in and n_out are the layer's sizes; U(a) is uniform in [−a, a]; N(σ) is normal.
public enum Initializer: Sendable, Hashable {
  /// U(gain·√(3/n_in)); gain 1/√3 (the default of PyTorch's `Linear`) keeps |w| ≤ 1/√n_in.
  /// - Reference: He et al., *Delving Deep into Rectifiers*, 2015.
  case kaimingUniform(gain: Scalar = 0.577_350_269)
  /// N(gain/√n_in); gain √2 suits rectified units.
  /// - Reference: He et al., *Delving Deep into Rectifiers*, 2015.
  case kaimingNormal(gain: Scalar = 1.414_213_562)
  /// U(gain·√(6/(n_in + n_out))).
  /// - Reference: Glorot & Bengio, *Understanding the Difficulty of Training Deep FNNs*, 2010.
  case xavierUniform(gain: Scalar = 1)
  /// N(gain·√(2/(n_in + n_out))).
  /// - Reference: Glorot & Bengio, *Understanding the Difficulty of Training Deep FNNs*, 2010.
  case xavierNormal(gain: Scalar = 1)
  /// gain times a matrix with orthonormal rows or columns, from the QR factors of a normal matrix.
  /// - Reference: Saxe, McClelland & Ganguli, *Exact Solutions to Nonlinear Dynamics…*, 2014.
  case orthogonal(gain: Scalar = 1)

  /// Weights of shape `[inputs, outputs]`, dimensionless.
  public func weights(inputs: Int, outputs: Int, using generator: inout SplitMix64) -> Tensor {
    let shape: Shape = [inputs, outputs]
    let fanIn = Scalar(Swift.max(1, inputs))
    let fanSum = Scalar(Swift.max(1, inputs + outputs))
    switch self {
    case .kaimingUniform(let gain):
      let bound = gain * (3 / fanIn).squareRoot()
      return .uniform(shape, in: -bound...bound, using: &generator)
    case .kaimingNormal(let gain):
      return .normal(
        shape, standardDeviation: gain / fanIn.squareRoot(), using: &generator)
    case .xavierUniform(let gain):
      let bound = gain * (6 / fanSum).squareRoot()
      return .uniform(shape, in: -bound...bound, using: &generator)
    case .xavierNormal(let gain):
      return .normal(
        shape, standardDeviation: gain * (2 / fanSum).squareRoot(), using: &generator)
    case .orthogonal(let gain):
      let (tall, narrow) = (Swift.max(inputs, outputs), Swift.min(inputs, outputs))
      let normal = Tensor.normal([tall, narrow], using: &generator)
      let basis = Tensor(
        orthonormalColumns(normal.scalars, m: tall, n: narrow), shape: [tall, narrow])
      return (inputs >= outputs ? basis : basis.transposed()) * Tensor(gain)
    }
  }
}
