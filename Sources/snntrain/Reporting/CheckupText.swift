import SNN
import SNNCommandLine

/// All that is said of a checkup: layers, parameters, findings.
func checkupText(_ checkup: Checkup) -> String {
  [layerTable(checkup), parameterTable(checkup), findingsText(checkup.findings)]
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
  let width = max(5, checkup.layers.map(\.path.count).max() ?? 0)
  let head =
    "layer".trailing(width) + " neurons    rate    ± sd  silent  always  in support"
    + "   gradient  first/last steps"
  let rows = checkup.layers.map { layer in
    let gradient = norm(layer.gradientNorms)
    let cells = [
      "\(layer.neurons)".leading(8), fixed(layer.rate, 3).leading(8),
      fixed(layer.rateDeviation, 3).leading(8), share(layer.silentShare).leading(8),
      share(layer.saturatedShare).leading(8),
      (layer.supportShare.map(share) ?? "–").leading(12),
      (layer.isTrained ? scientific(gradient) : "–").leading(11),
      (layer.gradientRatio.map(scientific) ?? "–").leading(18),
    ]
    return layer.path.trailing(width) + cells.joined()
  }
  return ([head] + rows).joined(separator: "\n")
}

private func parameterTable(_ checkup: Checkup) -> String {
  let thresholds = checkup.thresholds.map { ($0.path, fixed($0.mean, 3), "") }
  let rows =
    checkup.parameters.map { ($0.path, fixed($0.size, 4), scientific($0.gradientNorm)) }
    + thresholds.filter { threshold in !checkup.parameters.contains { $0.path == threshold.0 } }
  let width = max(9, rows.map(\.0.count).max() ?? 0)
  let head = "parameter".trailing(width) + "size".leading(10) + "gradient".leading(11)
  return ([head] + rows.map { $0.trailing(width) + $1.leading(10) + $2.leading(11) })
    .joined(separator: "\n")
}

private func norm(_ numbers: [Scalar]) -> Scalar {
  numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// A share to a tenth of a percent.
private func share(_ value: Scalar) -> String { fixed(value * 100, 1) + "%" }
