public import ArgumentParser
public import SNN

extension Coding: ExpressibleByArgument {
  /// `latency` is another word for temporal.
  public init?(argument: String) {
    self.init(rawValue: argument == "latency" ? "temporal" : argument)
  }
}

extension RateEncoder.Sampling: ExpressibleByArgument {}
extension Architecture: ExpressibleByArgument {}
extension RandomFlip.Direction: ExpressibleByArgument {}
extension NeuronChoice: ExpressibleByArgument {}
extension LossChoice: ExpressibleByArgument {}
extension TrainingMethod: ExpressibleByArgument {}
extension Initialization: ExpressibleByArgument {}
extension Scaler.Kind: ExpressibleByArgument {}
extension CSVTable.Header: ExpressibleByArgument {}
extension CSVTable.Delimiter: ExpressibleByArgument {}
extension MissingPolicy: ExpressibleByArgument {}

extension Surrogate {
  /// What `init(flag:)` reads as this surrogate.
  package var flag: String {
    switch self {
    case .arctan(let parameter): "arctan:\(typed(parameter))"
    case .fastSigmoid(let parameter): "fast-sigmoid:\(typed(parameter))"
    case .sigmoid(let parameter): "sigmoid:\(typed(parameter))"
    case .triangular(let parameter): "triangular:\(typed(parameter))"
    case .rectangular(let parameter): "rectangular:\(typed(parameter))"
    case .gaussian(let parameter): "gaussian:\(typed(parameter))"
    case .straightThrough: "straight-through"
    }
  }

  /// Reads `arctan`, `arctan:2`, `fast-sigmoid:25`, …
  package init(flag: String) throws {
    let parts = flag.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let parameter = parts.count == 2 ? Scalar(parts[1]) : nil
    let name = parts.first.map(String.init) ?? ""
    let known: [String: (standard: Scalar?, make: (Scalar) -> Surrogate)] = [
      "arctan": (2, { .arctan(alpha: $0) }),
      "fast-sigmoid": (25, { .fastSigmoid(slope: $0) }),
      "sigmoid": (4, { .sigmoid(slope: $0) }),
      "triangular": (1, { .triangular(width: $0) }),
      "rectangular": (1, { .rectangular(width: $0) }),
      "gaussian": (0.4, { .gaussian(deviation: $0) }),
      "straight-through": (nil, { _ in .straightThrough }),
    ]
    guard let kind = known[name] else {
      throw ValidationError(
        "no surrogate is called “\(name)”; there are \(known.keys.sorted().joined(separator: ", "))"
      )
    }
    guard parts.count == 1 || parameter != nil else {
      throw ValidationError("“\(parts[1])” is not a number for the surrogate \(name)")
    }
    guard parameter == nil || kind.standard != nil else {
      throw ValidationError("the surrogate \(name) has no parameter, so “\(parts[1])” has no use")
    }
    self = kind.make(parameter ?? kind.standard ?? 1)
  }
}
