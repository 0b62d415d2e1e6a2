import Foundation
import SNN
import SNNCommandLine

// What a conversion leaves: the model, what decides it, and with a proof its numbers and its page.

extension ConversionRun {
  /// Writes the files of the run; a page and numbers only where something was proved.
  func leave(in folder: OutputFolder, _ verification: Verification?) throws {
    let model = model(verification)
    try model.save(to: folder.path(of: .model))
    try folder.save(configuration(of: model), as: .configuration)
    guard let verification else {
      // Those of a run before would speak of another model.
      folder.remove(.metrics)
      folder.remove(.report)
      return
    }
    try folder.save(metrics(of: verification), as: .metrics)
    try folder.save(ConversionPage(self, verification).html(), as: .report)
  }

  /// The command that makes the model once more.
  var command: String { shellCommand("snnconvert", CommandLine.arguments.dropFirst()) }

  private struct Configuration: Encodable {
    let schema = 1
    let program: String
    let command: String
    let weights: String
    let method: String
    let steps: Int
    let features: [String]
    let classes: [String]
    let origin: ConvertedModel.Origin
    let provenance: Provenance
  }

  private func configuration(of model: ConvertedModel) throws -> String {
    let configuration = Configuration(
      program: "swift-snn \(SNNVersion.current)", command: command, weights: source.path,
      method: network.method.name, steps: network.steps, features: model.featureNames,
      classes: model.classNames, origin: model.origin, provenance: model.provenance)
    return try jsonText(configuration) + "\n"
  }

  /// The answers after 1, 2, 4, … steps as CSV; a cell is empty where nothing was measured.
  private func metrics(of verification: Verification) -> String {
    let lines = verification.curve.map { point in
      "\(point.steps),\(point.agreement),\(point.accuracy.map { "\($0)" } ?? ""),\(point.spikes)"
    }
    return (["steps,agreement,accuracy,spikes_per_row"] + lines).joined(separator: "\n") + "\n"
  }
}
