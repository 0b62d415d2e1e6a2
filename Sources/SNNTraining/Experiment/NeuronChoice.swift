/// The spiking neurons an experiment can name.
public enum NeuronChoice: String, Sendable, Codable, CaseIterable {
  /// First order: a membrane.
  case leaky
  /// Second order: a synaptic current and a membrane.
  case synaptic
}
