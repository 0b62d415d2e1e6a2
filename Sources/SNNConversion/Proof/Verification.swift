public import SNNTensor

/// What a converted network still computes of the original one, measured on samples.
public struct Verification: Sendable {
  /// How many samples it was measured on.
  public let samples: Int

  /// The largest difference that folding norms makes to a score, as a share of the largest score.
  public let foldError: Scalar

  /// The original network's share of right answers, 0...1; nil without labels.
  public let originalAccuracy: Scalar?

  /// The class that each sample is taken for after all steps.
  public let answers: [Int]

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
      /// The scores of the network with its activations brought to the levels of the neurons.
      case quantizedScores
      /// The scores of the network itself.
      case scores
    }
    /// What is promised.
    public let promise: Promise
    /// The largest difference of a score.
    public let scoreError: Scalar
    /// What a score may differ by for rounding: 1e-4, or 1e-3 for spike times, times the largest
    /// score where that is above 1.
    public let tolerance: Scalar
    /// How many samples have a score that differs by more.
    public let differing: Int
    /// The accuracy of the network that is promised; nil without labels.
    public let accuracy: Scalar?
    /// The last step in which a neuron fired, from 1, where the promise is for the time after that.
    public let settled: Int?
    /// How many spikes would have come before their window; nil where there are no windows.
    public let violations: Int?
    /// T, the steps of the inference.
    public let steps: Int

    /// Whether neurons fired in the last step of all, so that nothing can be said.
    public var isUnsettled: Bool { settled == steps }
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

  /// Whether scores are what the method promises; where levels are, a tie may be decided otherwise in
  /// one of a hundred rows, and before neurons have settled nothing is promised.
  public var exactnessHolds: Bool {
    guard let exactness, !exactness.isUnsettled else { return true }
    return exactness.differing <= (exactness.promise == .scores ? 0 : samples / 100)
  }

  /// Something wrong with a conversion.
  public struct Complaint: Sendable, Hashable {
    /// What is wrong, a sentence without a full stop.
    public let message: String
    /// What helps.
    public let remedy: String
  }

  /// What is wrong; nothing when the proof holds.
  public var complaints: [Complaint] {
    var result: [Complaint] = []
    let fault = "this is a fault of the conversion, not of your data; please report it"
    if !foldingHolds {
      result.append(
        Complaint(
          message: "folding the norms changed a score by \(foldError) of the largest",
          remedy: fault))
    }
    for layer in layers where !((layer.identityError ?? 0) <= 1e-5) {
      result.append(
        Complaint(
          message: "a neuron of layer “\(layer.name)” spent another amount than it took in "
            + "(off by \(layer.identityError ?? 0)·θ·√T, allowed 1e-5)",
          remedy: "are these the weights that the model was made of? If so, please report it"))
    }
    if let exactness, !exactnessHolds {
      let violations = exactness.violations ?? 0
      result.append(
        Complaint(
          message:
            "\(exactness.differing) of \(samples) rows have a score that differs from what is "
            + "promised, by \(exactness.scoreError) at most, allowed \(exactness.tolerance)",
          remedy: violations > 0
            ? "\(violations) activations came before their windows: calibrate on more rows, or widen "
              + "windows with a larger margin" : fault))
    }
    return result
  }
}
