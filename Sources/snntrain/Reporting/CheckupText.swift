import SNN
import SNNCommandLine

/// All that is said of a checkup: layers, parameters, findings.
func checkupText(_ checkup: Checkup) -> String {
  let loss = "loss \(fixed(checkup.loss, 3)) over a few batches, \(checkup.rows.count) rows in all"
  return [loss, layerTable(checkup), parameterTable(checkup), findingsText(checkup.findings)]
    .joined(separator: "\n\n")
}

/// What is wrong, with what helps; one line when nothing is.
func findingsText(_ findings: [Finding]) -> String {
  guard !findings.isEmpty else { return "healthy: nothing found that keeps it from learning" }
  return findings.map {
    "finding: \($0.kind.rawValue): \(printable($0.message))\nhint: \(printable($0.advice))"
  }.joined(separator: "\n")
}

private func layerTable(_ checkup: Checkup) -> String {
  guard !checkup.layers.isEmpty else { return "no layer of spiking neurons" }
  let columns: [TextTable.Column] = [
    .words("layer"), .numbers("neurons"), .numbers("rate"), .numbers("± sd"), .numbers("silent"),
    .numbers("always"), .numbers("membrane"),
    .numbers("in support"), .numbers("gradient"), .numbers("first/last steps"),
  ]
  let rows = checkup.layers.map { layer in
    [
      layer.path, "\(layer.neurons)", fixed(layer.rate, 3), fixed(layer.rateDeviation, 3),
      share(layer.silentShare), share(layer.saturatedShare),
      layer.membraneSize.map { fixed($0, 3) } ?? "–", layer.supportShare.map(share) ?? "–",
      layer.isTrained ? scientific(layer.gradientNorm) : "–",
      layer.gradientRatio.map(scientific) ?? "–",
    ]
  }
  return TextTable(columns, rows).text
}

private func parameterTable(_ checkup: Checkup) -> String {
  let thresholds = checkup.thresholds.map { [$0.path, fixed($0.mean, 3), ""] }
  let rows =
    checkup.parameters.map { [$0.path, fixed($0.size, 4), scientific($0.gradientNorm)] }
    + thresholds.filter { threshold in !checkup.parameters.contains { $0.path == threshold[0] } }
  return TextTable(
    [.words("parameter"), .numbers("size"), .numbers("gradient")], rows
  ).text
}

/// A share to a tenth of a percent.
private func share(_ value: Scalar) -> String { fixed(value * 100, 1) + "%" }
