import SNN
import SNNCommandLine

/// One conversion with all that is known of it, on its way to a file and to a report.
struct ConversionRun {
  let source: NetworkSource
  /// How samples come in.
  let input: InputCode
  /// Who has a threshold of his own.
  let scope: ThresholdScope
  let network: ConvertedNetwork
  let rows: (train: Dataset, test: Dataset)
  let calibrationRows: Int
  let tunedEpochs: Int

  /// The proof on the test rows; a network that was trained on keeps account by its own weights.
  func verified(quiet: Bool, isTuned: Bool) throws -> Verification {
    let line = ProgressLine(quiet: quiet)
    let test = rows.test
    let proof = try network.verified(
      against: source.graph, withWeights: isTuned ? network.graph : nil, on: test.samples,
      labels: test.labels
    ) { done in line.show(done, of: test.count, "verified") }
    line.finish()
    return proof
  }

  /// The model file.
  func model(_ verification: Verification?) -> ConvertedModel {
    var origin = ConvertedModel.Origin(
      source: source.name, sourceHash: source.hash, input: input, scope: scope)
    origin.tunedEpochs = tunedEpochs
    origin.originalAccuracy = verification?.originalAccuracy
    origin.curve = verification?.curve ?? []
    var model = ConvertedModel(
      network: network, for: rows.train, scaler: Scaler(fitting: rows.train.features, kind: .none),
      origin: origin)
    model.provenance.trainingRows = calibrationRows
    model.provenance.testAccuracy = verification?.final.accuracy
    model.provenance.testRows = verification?.samples
    return model
  }

  /// Prints what is known.
  func print(
    _ verification: Verification?, model: String?, json: Bool, since start: ContinuousClock.Instant
  ) throws {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if json {
      var document = ConversionDocument(
        source: source.path, method: network.method.name, steps: network.steps,
        input: input.rawValue, calibrationRows: calibrationRows, seconds: seconds)
      document.model = model
      document.proof = verification.map(ConversionDocument.Proof.init)
      Console.print(try jsonText(document))
      return
    }
    var lines = [
      "network   \(printable(source.name)): \(shapeText(source.graph.inputShape)) to "
        + "\(rows.train.classCount) classes, \(counted(source.graph.parameterCount, "parameter"))",
      "method    \(methodText)",
      "data      \(printable(rows.train.name)): \(counted(calibrationRows, "row")) to calibrate"
        + (verification.map { ", \(counted($0.samples, "row")) to verify" } ?? ""),
    ]
    if let verification {
      lines += ["", VerificationText(proof: verification, method: network.method).text, ""]
    }
    lines.append("time      \(SNNCommandLine.seconds(seconds))")
    if let model { lines.append("model     \(printable(model))") }
    Console.print(lines.joined(separator: "\n"))
  }

  private var methodText: String {
    let steps = network.method.hasSteps ? ", T = \(network.steps)" : ""
    let tuned = tunedEpochs == 0 ? "" : ", trained on for \(counted(tunedEpochs, "epoch"))"
    return "\(network.method.name)\(steps), \(input.rawValue) input\(tuned)"
  }

  private func shapeText(_ shape: Shape) -> String {
    shape.rank == 1 ? "\(shape[0]) features" : imageText(shape)
  }
}
