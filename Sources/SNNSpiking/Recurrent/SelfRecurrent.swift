public import SNNLayers

/// A neuron that sees, beside its input, its own spike of the step before.
///
///     S[t] = neuron(X[t] + V·S[t−1]),   S[−1] = 0
///
/// X current, S spike, V weight of the recurrence, all dimensionless.  The one-to-one recurrence
/// couples no neurons, so the whole sequence stays one fused pass.
@frozen public struct SelfRecurrentModel<Neuron: NeuronModel>: NeuronWrapper {
  /// The neuron that sees itself.
  public let neuron: Neuron

  /// The same neuron, seeing itself.
  @inlinable public init(_ neuron: Neuron) { self.neuron = neuron }

  /// The last spike.
  public static var addedStateNames: [String] { ["spike"] }

  /// One.
  @inlinable public static var addedStateCount: Int { 1 }

  /// V.
  public static var addedCoefficientNames: [String] { ["recurrence"] }

  /// One.
  @inlinable public static var addedCoefficientCount: Int { 1 }

  /// One step of one neuron, on any lane number.
  @inlinable @inline(__always)
  public func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (place, weight) = (Neuron.stateCount, k[Neuron.coefficientCount])
    let spike = neuron.step(input + weight * state[place], &state, k)
    state[place] = spike
    return spike
  }

  /// The neuron rounded, seeing itself.
  public func rounding(to grid: StateGrid) -> Self { Self(neuron.rounding(to: grid)) }
}

/// A layer of neurons of which each sees its own last spike, `[T, B, …] → [T, B, …]`.
///
///     SelfRecurrent(Leaky(beta: 0.9), weight: .learned(0.4, neurons: 64))
public typealias SelfRecurrent<Neuron: NeuronModel> = SpikingLayer<SelfRecurrentModel<Neuron>>

extension SpikingLayer {
  /// Neurons of which each sees its own last spike.
  ///
  /// - Parameters:
  ///   - neurons: the neurons with their coefficients.
  ///   - weight: V, shared or one per neuron, fixed or learned.
  /// - Precondition: the neuron has at most seven states and seven coefficients.
  @inlinable public init<Neuron>(
    _ neurons: SpikingLayer<Neuron>, weight: Coefficient
  ) where Model == SelfRecurrentModel<Neuron> {
    self.init(SelfRecurrentModel(neurons.model), trained: neurons.coefficients + [weight])
  }
}
