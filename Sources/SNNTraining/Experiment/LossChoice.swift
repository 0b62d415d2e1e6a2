/// The losses an experiment can name.
public enum LossChoice: String, Sendable, Codable, CaseIterable {
  case count
  case rate
  case membrane
  case maximumMembrane = "max-membrane"
  case firstSpike = "first-spike"
  case countSquared = "count-mse"
  case membraneSquared = "membrane-mse"
  case spikeTimeSquared = "spike-time-mse"

  public var loss: any Loss {
    switch self {
    case .count: .countCrossEntropy
    case .rate: .rateCrossEntropy
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
    case .membrane, .maximumMembrane, .membraneSquared: true
    case .count, .rate, .firstSpike, .countSquared, .spikeTimeSquared: false
    }
  }
}
