public import SNNTensor

/// A neuron seen by something other than its spikes: all but what the step hands on is the
/// neuron's own.
public protocol NeuronObserver: NeuronModel {
  /// The kind of neuron that is seen.
  associatedtype Neuron: NeuronModel

  /// The neuron that is seen.
  var neuron: Neuron { get }
}

extension NeuronObserver {
  /// The neuron's own.
  public static var stateNames: [String] { Neuron.stateNames }

  /// The neuron's own.
  public static var coefficientNames: [String] { Neuron.coefficientNames }

  /// The neuron's own.
  public static var coefficientRanges: [ClosedRange<Scalar>?] { Neuron.coefficientRanges }

  /// What is handed on is no spike.
  public static var spikes: Bool { false }

  /// The neuron's own.
  public var restingState: [Scalar] { neuron.restingState }

  /// The neuron's own.
  @inlinable public static var stateCount: Int { Neuron.stateCount }

  /// The neuron's own.
  @inlinable public static var coefficientCount: Int { Neuron.coefficientCount }
}
