public import SNNTensor

/// What a converted network still computes of the original one, measured on samples.
public struct Verification: Sendable {
  /// How many samples it was measured on.
  public let samples: Int

  /// The largest difference that folding norms makes to a score, as a share of the largest score.
  public let foldError: Scalar

  /// The original network's share of right answers, 0...1; nil without labels.
  public let originalAccuracy: Scalar?

  /// The answers after 1, 2, 4, … steps and after all of them.
  public let curve: [Point]

  /// Layer by layer what neurons did, in the order in which they run.
  public let layers: [Layer]

  /// What an inference costs.
  public let cost: ConversionCost

  /// The exact statement of methods that have one.
  public let exactness: Exactness?

  /// The answers after some steps.
  public struct Point: Sendable, Hashable, Codable {
    /// The steps of the inference.
    public let steps: Int
    /// The share of answers equal to the original network's, 0...1.
    public let agreement: Scalar
    /// The share of right answers, 0...1; nil without labels.
    public let accuracy: Scalar?
    /// Spikes of all neurons up to here, per sample.
    public let spikes: Double
  }

  /// What one layer of neurons did.
  public struct Layer: Sendable, Hashable, Codable {
    /// The name of the rectifier it stands for.
    public let name: String
    /// How many neurons there are.
    public let neurons: Int
    /// The correlation of what spikes carried with the activations, cut off where spikes are;
    /// nil where one of the two never changes.
    public let correlation: Scalar?
    /// The mean distance of the two, in units of θ/T.
    public let error: Scalar
    /// The share of activations beyond the most that neurons can say, 0...1.
    public let clipped: Scalar
    /// The share of neurons that never fired, 0...1.
    public let dead: Scalar
    /// Spikes per sample.
    public let spikes: Double
    /// The largest violation of θ·ΣN = ΣX − U among its neurons, divided by T and in units of θ·√T;
    /// nil for methods without this identity.
    public let identityError: Scalar?
  }

  /// How near the answers come to what the method promises.
  public struct Exactness: Sendable, Hashable, Codable {
    /// What is promised.
    public enum Promise: String, Sendable, Codable {
      /// The scores of the network with its activations rounded to levels.
      case quantizedScores
      /// The scores of the network itself.
      case scores
    }
    /// What is promised.
    public let promise: Promise
    /// The largest difference of a score.
    public let scoreError: Scalar
    /// How many samples have a score that differs by more than 1e-4.  Sums rounded in another order
    /// decide a tie between two levels otherwise; in double precision there are hardly any.
    public let differing: Int
    /// The accuracy of the network that is promised; nil without labels.
    public let accuracy: Scalar?
    /// The last step in which a neuron fired, from 1; nil where steps mean nothing.
    public let settled: Int?
    /// How many spikes would have come before their window; nil where there are no windows.
    public let violations: Int?
  }

  /// The answers after all steps.
  public var final: Point { curve[curve.count - 1] }

  /// The fewest steps, of those in the curve, from which on at least this share of answers are the
  /// original network's; nil when there are none.
  public func steps(toAgreement share: Scalar) -> Int? {
    guard let last = curve.lastIndex(where: { $0.agreement < share }) else {
      return curve.first?.steps
    }
    return last + 1 < curve.count ? curve[last + 1].steps : nil
  }

  /// Whether norms were folded without harm: to 1e-4 of the largest score.
  public var foldingHolds: Bool { foldError <= 1e-4 }

  /// Whether every neuron spent what it took in: to 1e-5·θ·√T.
  public var identityHolds: Bool { layers.allSatisfy { ($0.identityError ?? 0) <= 1e-5 } }

  /// What is wrong, as sentences; none when the proof holds.
  public var complaints: [String] {
    var result: [String] = []
    if !foldingHolds {
      result.append("folding the norms changed a score by \(foldError) of the largest")
    }
    for layer in layers where !((layer.identityError ?? 0) <= 1e-5) {
      result.append(
        "a neuron of layer “\(layer.name)” spent another amount than it took in "
          + "(off by \(layer.identityError ?? 0)·θ·√T, allowed 1e-5)")
    }
    if let exactness, exactness.promise == .scores, !(exactness.scoreError <= 1e-3) {
      result.append("a score differs from the network's by \(exactness.scoreError), allowed 1e-3")
    }
    return result
  }
}
