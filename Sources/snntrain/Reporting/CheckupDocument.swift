import Foundation
import SNN
import SNNCommandLine

/// What `doctor --json` prints.
struct CheckupDocument: Encodable {
  struct Layer: Encodable {
    let path: String
    let neurons: Int
    let rate: Scalar
    let rateDeviation: Scalar
    let silentShare: Scalar
    let saturatedShare: Scalar
    let membraneSize: Scalar?
    let supportShare: Scalar?
    let gradientNorms: [Scalar]
  }

  struct Parameter: Encodable {
    let path: String
    let size: Scalar
    let gradientNorm: Scalar
  }

  struct Fault: Encodable {
    let kind: String
    let place: String
    let message: String
    let advice: String

    init(_ finding: Finding) {
      (kind, place) = (finding.kind.rawValue, finding.place)
      (message, advice) = (finding.message, finding.advice)
    }
  }

  let schema = 1
  let rows: Int
  let loss: Scalar
  let layers: [Layer]
  let parameters: [Parameter]
  let thresholds: [String: Scalar]
  let findings: [Fault]

  init(_ checkup: Checkup) {
    rows = checkup.rows.count
    loss = checkup.loss
    layers = checkup.layers.map {
      Layer(
        path: $0.path, neurons: $0.neurons, rate: $0.rate, rateDeviation: $0.rateDeviation,
        silentShare: $0.silentShare, saturatedShare: $0.saturatedShare,
        membraneSize: $0.membraneSize, supportShare: $0.supportShare,
        gradientNorms: $0.gradientNorms)
    }
    parameters = checkup.parameters.map {
      Parameter(path: $0.path, size: $0.size, gradientNorm: $0.gradientNorm)
    }
    thresholds = Dictionary(
      checkup.thresholds.map { ($0.path, $0.mean) }, uniquingKeysWith: { first, _ in first })
    findings = checkup.findings.map(Fault.init)
  }
}
