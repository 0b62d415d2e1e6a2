public import SNNTensor

/// A neuron with something added: states and coefficients of its own come after the neuron's.
public protocol NeuronWrapper: NeuronModel {
  /// The kind of neuron that something is added to.
  associatedtype Neuron: NeuronModel

  /// The neuron that something is added to.
  var neuron: Neuron { get }

  /// The names of the added states.
  static var addedStateNames: [String] { get }

  /// How many they are.
  static var addedStateCount: Int { get }

  /// The names of the added coefficients.
  static var addedCoefficientNames: [String] { get }

  /// How many they are.
  static var addedCoefficientCount: Int { get }
}

extension NeuronWrapper {
  /// None, unless the wrapper says otherwise.
  public static var addedStateNames: [String] { [] }

  /// None, unless the wrapper says otherwise.
  @inlinable public static var addedStateCount: Int { 0 }

  /// None, unless the wrapper says otherwise.
  public static var addedCoefficientNames: [String] { [] }

  /// None, unless the wrapper says otherwise.
  @inlinable public static var addedCoefficientCount: Int { 0 }

  /// The neuron's, then the added.
  public static var stateNames: [String] { Neuron.stateNames + addedStateNames }

  /// The neuron's, then the added.
  public static var coefficientNames: [String] {
    Neuron.coefficientNames + addedCoefficientNames
  }

  /// The neuron's; the added may be anywhere.
  public static var coefficientRanges: [ClosedRange<Scalar>?] {
    Neuron.coefficientRanges + addedCoefficientNames.map { _ in nil }
  }

  /// As the neuron.
  public static var spikes: Bool { Neuron.spikes }

  /// The neuron's rest, the added states at zero.
  public var restingState: [Scalar] {
    neuron.restingState + [Scalar](repeating: 0, count: Self.addedStateCount)
  }

  /// The neuron's: what is added is a spike or a count.
  @inlinable public static var quantityCount: Int { Neuron.quantityCount }

  /// The neuron's and the added.
  @inlinable public static var stateCount: Int { Neuron.stateCount + addedStateCount }

  /// The neuron's and the added.
  @inlinable public static var coefficientCount: Int {
    Neuron.coefficientCount + addedCoefficientCount
  }
}
