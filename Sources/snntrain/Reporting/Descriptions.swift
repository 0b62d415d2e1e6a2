import SNN

/// How features become spikes: `direct coding`, `rate coding (bernoulli)`.
func codingText(_ experiment: Experiment) -> String {
  let sampling = experiment.coding == .rate ? " (\(experiment.sampling.rawValue))" : ""
  return "\(experiment.coding.rawValue) coding\(sampling)"
}

/// The first few of many names.
func shortList(_ names: [String]) -> String {
  names.prefix(6).map(printable).joined(separator: ", ")
    + (names.count > 6 ? ", … (\(names.count))" : "")
}
