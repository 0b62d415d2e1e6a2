public import SNNTensor

/// A coefficient of a neuron layer: fixed or learned, shared, one per neuron or one per channel.
///
/// A bare number is fixed and shared: `beta: 0.9`.  Coefficients are dimensionless.
public struct Coefficient: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// `[]` when shared, `[F]` when every neuron has its own, `[C]` when every channel of neurons
  /// `[C, …]` has.
  public var values: Tensor

  /// Whether training changes it.
  public let role: ParameterRole

  /// Whom one of the values belongs to.
  enum Owner: Sendable { case layer, neuron, channel }
  let owner: Owner

  private init(_ values: Tensor, _ role: ParameterRole, of owner: Owner = .layer) {
    self.values = values
    self.role = role
    self.owner = owner
  }

  /// The same, but trained.
  ///
  ///     Leaky(beta: .decay(tau: 20e-3, dt: 1e-3).learned)
  public var learned: Coefficient { Coefficient(values, .trained, of: owner) }

  /// `0.9` is fixed and shared.
  public init(floatLiteral value: Scalar.FloatLiteralType) { self = .fixed(Scalar(value)) }

  /// `1` is fixed and shared.
  public init(integerLiteral value: Int) { self = .fixed(Scalar(value)) }

  /// The same for all neurons and left as it is.
  public static func fixed(_ value: Scalar) -> Coefficient { Coefficient(Tensor(value), .fixed) }

  /// One per neuron, `[F]`, left as they are.
  public static func fixed(perNeuron values: [Scalar]) -> Coefficient {
    Coefficient(Tensor(values), .fixed, of: .neuron)
  }

  /// One per channel of neurons `[C, …]`, `[C]`, left as they are.
  public static func fixed(perChannel values: [Scalar]) -> Coefficient {
    Coefficient(Tensor(values), .fixed, of: .channel)
  }

  /// One per channel of neurons `[C, …]`, `[C]`, trained.
  public static func learned(perChannel values: [Scalar]) -> Coefficient {
    Coefficient(Tensor(values), .trained, of: .channel)
  }

  /// The same for all neurons, trained.
  public static func learned(_ value: Scalar) -> Coefficient {
    Coefficient(Tensor(value), .trained)
  }

  /// One per neuron, `[F]`, trained.
  public static func learned(perNeuron values: [Scalar]) -> Coefficient {
    Coefficient(Tensor(values), .trained, of: .neuron)
  }

  /// One per neuron, all starting from the same value, trained.
  public static func learned(_ value: Scalar, neurons: Int) -> Coefficient {
    Coefficient(Tensor(repeating: value, shape: [neurons]), .trained, of: .neuron)
  }

  /// One per channel, all starting from the same value, trained.
  public static func learned(_ value: Scalar, channels: Int) -> Coefficient {
    Coefficient(Tensor(repeating: value, shape: [channels]), .trained, of: .channel)
  }
}
