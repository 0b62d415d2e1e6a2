import ArgumentParser
import Foundation
import SNN
import SNNCommandLine

/// `snntrain inspect`: what is in a model file.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what a model file holds.")

  @OptionGroup var model: ModelArgument

  @Flag(help: "Print one JSON document instead of a table.")
  var json = false

  private struct Contents: Encodable {
    struct Parameter: Encodable {
      let name: String
      let shape: [Int]
    }
    let schema = 1
    let experiment: Experiment
    let features: [String]
    let classes: [String]
    let image: [Int]?
    let provenance: Provenance
    let parameters: [Parameter]
    let trained: Int
  }

  mutating func run() throws {
    let loaded = try model.load()
    if let converted = loaded as? ConvertedModel {
      let inspection = ConvertedInspection(converted)
      Console.print(json ? try inspection.document() : inspection.text)
    } else if let trained = loaded as? TrainedModel {
      try inspect(trained)
    }
  }

  /// What the numbers of each parameter are like, and how many there are in all.
  private func parameterTable(
    _ parameters: [(name: String, tensor: Tensor)], trained: Int
  ) -> String {
    let numbers = parameters.reduce(0) { $0 + $1.tensor.count }
    let rows = parameters.map { name, tensor in
      let values = tensor.scalars
      return [
        name, "\(tensor.shape)", "\(tensor.count)", "\(bytes(of: tensor.count))",
        values.isEmpty ? "–" : fixed(values.reduce(0, +) / Scalar(values.count), 4),
        values.min().map { fixed($0, 4) } ?? "–", values.max().map { fixed($0, 4) } ?? "–",
      ]
    }
    let totals = [
      ["total", "", "\(numbers)", "\(bytes(of: numbers))", "", "", ""],
      ["of them trained", "", "\(trained)", "\(bytes(of: trained))", "", "", ""],
    ]
    let columns: [TextTable.Column] = [
      .words("parameter"), .words("shape"), .numbers("numbers"), .numbers("bytes"),
      .numbers("mean"), .numbers("least"), .numbers("most"),
    ]
    return TextTable(columns, rows + totals).text
  }

  private func bytes(of numbers: Int) -> Int { numbers * MemoryLayout<Scalar>.size }

  private func inspect(_ trained: TrainedModel) throws {
    let parameters = namedParameters(of: trained.network)
    if json {
      let contents = Contents(
        experiment: trained.experiment, features: trained.featureNames,
        classes: trained.classNames, image: trained.imageShape?.dimensions,
        provenance: trained.provenance,
        parameters: parameters.map {
          Contents.Parameter(name: $0.name, shape: $0.tensor.shape.dimensions)
        }, trained: trained.network.parameterCount)
      Console.print(try jsonText(contents))
      return
    }
    let experiment = trained.experiment
    let sizes = sizesText(
      experiment, inputs: trained.featureNames.count, classes: trained.classNames.count,
      imageShape: trained.imageShape)
    let alpha = experiment.neuron == .synaptic ? ["alpha \(experiment.alpha)"] : []
    let network =
      ["\(experiment.architecture.rawValue) \(sizes)", codingText(experiment)]
      + ["\(experiment.steps) steps", "\(experiment.neuron.rawValue) neurons"]
      + ["beta \(experiment.beta)"] + alpha
    let variations = augmentationTexts(experiment.augmentation)
    let method =
      [methodText(experiment), "\(experiment.loss.rawValue) loss"]
      + ["\(experiment.surrogate.flag) surrogate", "dropout \(typed(experiment.dropout))"]
      + (variations.isEmpty ? ["no augmentation"] : variations)
    let provenance = trained.provenance
    let tested = provenance.testAccuracy.map {
      "\(percent($0)) of \(provenance.testRows ?? 0) rows it was not trained on"
    }
    Console.print(
      """
      network   \(network.joined(separator: ", "))
      method    \(method.joined(separator: ", "))
      features  \(featuresText(trained.featureNames, imageShape: trained.imageShape))
      classes   \(shortList(trained.classNames))
      scaling   \(trained.scaler.kind.rawValue)
      trained   \(printable(provenance.dataset)), \(provenance.trainingRows) rows, \
      \(provenance.epochs) epochs, seed \(experiment.seed)
      tested    \(tested ?? "not")

      \(parameterTable(parameters, trained: trained.network.parameterCount))
      """)
  }
}
