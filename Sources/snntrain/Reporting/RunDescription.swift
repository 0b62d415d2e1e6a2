import Foundation
import SNN
import SNNCommandLine

/// What a run was: everything that decides its result, resolved.
struct RunDescription {
  private let model: TrainedModel
  private let source: String
  private let arguments: ArraySlice<String>

  /// - Parameters:
  ///   - model: what was trained.
  ///   - source: what the user called the data.
  ///   - arguments: the words of the command after its name.
  init(_ model: TrainedModel, source: String, arguments: ArraySlice<String>) {
    (self.model, self.source, self.arguments) = (model, source, arguments)
  }

  private struct Configuration: Encodable {
    let schema = 1
    let program: String
    let command: String
    let data: String
    let features: [String]
    let classes: [String]
    let experiment: Experiment
    let provenance: Provenance
  }

  /// The resolved configuration as JSON.
  func document() throws -> String {
    let configuration = Configuration(
      program: "swift-snn \(SNNVersion.current)", command: line, data: source,
      features: model.featureNames, classes: model.classNames, experiment: model.experiment,
      provenance: model.provenance)
    return try jsonText(configuration) + "\n"
  }

  /// The command line, to be pasted into a shell.
  var line: String { shellCommand("snntrain", arguments) }

  /// What a reader wants to know of the run.
  var facts: [(name: String, value: String)] {
    let (experiment, provenance) = (model.experiment, model.provenance)
    let sizes = sizesText(
      experiment, inputs: model.featureNames.count, classes: model.classNames.count,
      imageShape: model.imageShape)
    return [
      ("Data", "\(provenance.dataset): \(provenance.trainingRows) rows to learn from"),
      ("Features", featuresText(model.featureNames, imageShape: model.imageShape)),
      (
        "Network",
        "\(experiment.architecture.rawValue) \(sizes), \(model.network.parameterCount) parameters"
      ),
      ("Neurons", "\(experiment.neuron.rawValue), beta \(experiment.beta)"),
      ("Coding", "\(codingText(experiment)), T = \(experiment.steps)"),
      ("Loss", experiment.loss.rawValue),
      ("Gradients", "\(methodText(experiment)), surrogate \(experiment.surrogate.flag)"),
      (
        "Training",
        "\(provenance.epochs) epochs kept, \(experiment.batchSize) rows an update, "
          + "learning rate \(experiment.learningRate)"
      ),
      ("Seed", "\(experiment.seed)"),
      ("Program", "swift-snn \(SNNVersion.current)"),
    ]
  }
}
