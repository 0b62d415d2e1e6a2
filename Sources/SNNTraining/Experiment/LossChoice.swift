/// The losses an experiment can name.
public enum LossChoice: String, Sendable, Codable, CaseIterable {
  /// Cross-entropy of the spike counts.
  case count
  /// Cross-entropy of the spikes of every step.
  case rate
  /// Cross-entropy of the mean membranes of a leaky read-out.
  case membrane
  /// Cross-entropy of the membranes of every step of a leaky read-out.
  case stepMembrane = "step-membrane"
  /// Cross-entropy of the highest membranes of a leaky read-out.
  case maximumMembrane = "max-membrane"
  /// Cross-entropy of minus the first spike times.
  case firstSpike = "first-spike"
  /// Squared error of the spike counts: 80 % of the steps for the right neuron, 10 % for others.
  case countSquared = "count-mse"
  /// Squared error of the membranes of a leaky read-out, 1 for the right neuron, 0 for others.
  case membraneSquared = "membrane-mse"
  /// Squared error of the first spike times: at once for the right neuron, never for others.
  case spikeTimeSquared = "spike-time-mse"

  /// The loss itself.
  public var loss: any Loss {
    switch self {
    case .count: .countCrossEntropy
    case .rate, .stepMembrane: .rateCrossEntropy
    case .membrane: .meanMembraneCrossEntropy
    case .maximumMembrane: .maximumMembraneCrossEntropy
    case .firstSpike: .firstSpikeCrossEntropy
    case .countSquared: .countSquaredError(correctRate: 0.8, incorrectRate: 0.1)
    case .membraneSquared: .membraneSquaredError()
    case .spikeTimeSquared: .firstSpikeSquaredError()
    }
  }

  /// Whether the output layer is a leaky read-out, whose membrane the loss reads, instead of
  /// spiking neurons.
  public var readsMembrane: Bool {
    switch self {
    case .membrane, .stepMembrane, .maximumMembrane, .membraneSquared: true
    case .count, .rate, .firstSpike, .countSquared, .spikeTimeSquared: false
    }
  }
}
