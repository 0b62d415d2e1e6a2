/// The spiking neurons an experiment can name.
public enum NeuronChoice: String, Sendable, Codable, CaseIterable {
  case leaky
  case synaptic
}
