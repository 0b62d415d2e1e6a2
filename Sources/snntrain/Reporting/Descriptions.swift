import SNN
import SNNCommandLine

/// How features become spikes: `direct coding`, `rate coding (bernoulli)`.
func codingText(_ experiment: Experiment) -> String {
  let sampling = experiment.coding == .rate ? " (\(experiment.sampling.rawValue))" : ""
  return "\(experiment.coding.rawValue) coding\(sampling)"
}

/// How gradients are come by: `bptt`, `tbptt in windows of 5 steps`.
func methodText(_ experiment: Experiment) -> String {
  experiment.method.rawValue
    + (experiment.window.map { " in windows of \($0) step\($0 == 1 ? "" : "s")" } ?? "")
}

/// How images are varied: `shifts of up to 2 pixels`, `horizontal flips`; none for images as they
/// are.
func augmentationTexts(_ augmentation: Augmentation) -> [String] {
  let shift = augmentation.shift
  return (shift == 0 ? [] : ["shifts of up to \(shift) pixel\(shift == 1 ? "" : "s")"])
    + (augmentation.flip.map { ["\($0.rawValue) flips"] } ?? [])
}

/// The sizes of a network: `4-16-3`, `1×28×28-12C5-MP2-64C5-MP2-10`.
func sizesText(
  _ experiment: Experiment, inputs: Int, classes: Int, imageShape: Shape?
) -> String {
  let start =
    switch experiment.architecture {
    case .mlp: ["\(inputs)"]
    case .cnn: [imageShape.map(imageText) ?? "", "12C5-MP2-64C5-MP2"]
    }
  return (start + experiment.hidden.map(String.init) + ["\(classes)"]).joined(separator: "-")
}
