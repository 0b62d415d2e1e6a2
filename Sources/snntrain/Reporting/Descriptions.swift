import SNN

/// How features become spikes: `direct coding`, `rate coding (bernoulli)`.
func codingText(_ experiment: Experiment) -> String {
  let sampling = experiment.coding == .rate ? " (\(experiment.sampling.rawValue))" : ""
  return "\(experiment.coding.rawValue) coding\(sampling)"
}

/// The sizes of a network for some rows: `4-16-3`, `1×28×28-12C5-MP2-64C5-MP2-10`.
func sizesText(_ experiment: Experiment, for rows: Dataset) -> String {
  let image = rows.imageShape.map { $0.dimensions.map(String.init).joined(separator: "×") }
  let start =
    switch experiment.architecture {
    case .mlp: ["\(rows.featureCount)"]
    case .cnn: [image ?? "", "12C5-MP2-64C5-MP2"]
    }
  return (start + experiment.hidden.map(String.init) + ["\(rows.classCount)"])
    .joined(separator: "-")
}

/// The first few of many names.
func shortList(_ names: [String]) -> String {
  names.prefix(6).map(printable).joined(separator: ", ")
    + (names.count > 6 ? ", … (\(names.count))" : "")
}
