/// Something that keeps a network from learning, and what helps.
public struct Finding: Sendable, Hashable {
  /// What can be wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// (Almost) no neuron of a layer fires.
    case deadLayer = "dead layer"
    /// Most neurons of a layer fire at every step, whatever the input.
    case saturatedLayer = "saturated layer"
    /// Membranes are many times the threshold, where the surrogate has no derivative.
    case overdrivenLayer = "overdriven layer"
    /// The gradient of a layer's early steps is a hundred thousand times that of its late.
    case explodingGradient = "exploding gradient"
    /// The gradient of a layer's early steps is a hundred-thousandth of that of its late.
    case vanishingGradient = "vanishing gradient"
    /// Membranes are hardly ever where the surrogate has a derivative.
    case narrowSurrogate = "narrow surrogate"
    /// The loss or a gradient is infinite, or no number.
    case notANumber = "not a number"
    /// The loss does not feel the weights of a layer.
    case noGradient = "no gradient"
    /// Features are far larger than what layers are made for.
    case unscaledInput = "unscaled input"
    /// All rows are of one class.
    case oneClass = "one class"
    /// A feature gives the class away.
    case labelLeak = "label leak"
  }

  /// What is wrong.
  public let kind: Kind

  /// Where: a layer, a parameter or a feature; empty for the rows as a whole.
  public let place: String

  /// One sentence with the figures.
  public let message: String

  /// One sentence that says what helps, with the flag of `snntrain train` and the parameter in
  /// Swift.
  public let advice: String
}

extension Finding {
  /// What the trainer says of a layer in which no neuron fires.
  static func silentLayer(_ path: String) -> Finding {
    Finding(
      kind: .deadLayer, place: path,
      message: "no neuron of layer \(path) fires, and what is behind it hears nothing",
      advice: wakingAdvice)
  }

  /// What helps neurons that do not fire.
  static let wakingAdvice =
    "start with weights that make it fire: --init balanced (Sequential.balanced(on:)), or a larger "
    + "--weight-gain (Experiment.weightGain)"
}

extension Finding: CustomStringConvertible {
  /// The kind and message, and on a line of its own the advice.
  public var description: String { "\(kind.rawValue): \(message)\nhint: \(advice)" }
}
