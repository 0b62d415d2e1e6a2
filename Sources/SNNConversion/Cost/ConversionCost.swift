/// What an inference costs, counted in operations as NeuroBench counts them.
///
/// Spikes carry their thresholds only in our books: on hardware θ is folded into the next weights,
/// so a spike counts as 1 and costs additions alone (an effective AC per synapse that is not zero).
/// Layers that take numbers, such as the first with analog input, cost multiplications (MACs).
/// Averages over the samples.
///
/// - Reference: Yik et al., *The NeuroBench Framework for Benchmarking Neuromorphic Computing
///   Algorithms and Systems*, 2025.
public struct ConversionCost: Sendable, Hashable, Codable {
  /// T, the steps of the inference.
  public let steps: Int
  /// How many activations besides zero a neuron tells apart, T for a rate; nil for spike times, which
  /// are continuous.
  public let levels: Int?
  /// Bytes of all weights, biases, thresholds and membrane starts, in single precision.
  public let footprint: Int
  /// The share of weights that are zero, 0...1, biases aside.
  public let connectionSparsity: Double
  /// The share of neurons and steps without a spike, 0...1.
  public let activationSparsity: Double
  /// Additions by spikes through synapses that are not zero, a sample.
  public let additions: Double
  /// Multiplications through such synapses, a sample, when numbers are multiplied at every step.
  public let multiplications: Double
  /// The same when the product of a constant input is worked out once.
  public let cachedMultiplications: Double
  /// Operations if every neuron fired at every step and no weight were zero, a sample.
  public let denseOperations: Double
  /// Neurons whose membrane changed, summed over steps, a sample; all of them at the first.
  public let membraneUpdates: Double
  /// The multiplications of one inference of the original network, zero weights or not.
  public let originalMultiplications: Double

  /// Bits of an ordinary network that tells as many levels L apart: ⌈log₂(L + 1)⌉, for a rate
  /// ⌈log₂(T + 1)⌉; nil where levels are.
  public var equivalentBits: Int? { levels.map { Int.bitWidth - $0.leadingZeroBitCount } }

  /// The additions that the original network costs with activations of `equivalentBits`: a product
  /// with a number of b bits is b shifted additions.  The fair thing to compare spikes with.
  public var equivalentAdditions: Double? {
    equivalentBits.map { originalMultiplications * Double($0) }
  }
}

/// An estimate from numbers of operations alone: 45 nm, 0.9 V, single precision, no memory, no
/// neuron updates.
///
/// - Reference: Horowitz, *Computing's Energy Problem (and What We Can Do About It)*, ISSCC 2014:
///   3.7 pJ for a multiplication, 0.9 pJ for an addition.
public enum OperationEnergy {
  /// Picojoules of an addition.
  public static let addition = 0.9
  /// Picojoules of a multiplication and an addition.
  public static let multiplyAdd = 4.6
}

extension ConversionCost {
  /// Nanojoules of an inference, by `OperationEnergy`, with constant products worked out once.
  public var energy: Double {
    (additions * OperationEnergy.addition + cachedMultiplications * OperationEnergy.multiplyAdd)
      / 1000
  }

  /// Nanojoules of an inference of the original network in single precision.
  public var originalEnergy: Double {
    originalMultiplications * OperationEnergy.multiplyAdd / 1000
  }

  /// Nanojoules of the original network with as many bits as the spikes are worth, as additions.
  public var equivalentEnergy: Double? {
    equivalentAdditions.map { $0 * OperationEnergy.addition / 1000 }
  }
}
