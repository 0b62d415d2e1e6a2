/// A neuron seen by something other than its spikes: all but what the step hands on is the
/// neuron's own.
public protocol NeuronObserver: NeuronWrapper {}

extension NeuronObserver {
  /// What is handed on is no spike.
  public static var spikes: Bool { false }
}
