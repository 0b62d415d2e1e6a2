import Foundation
import SNN
import SNNCommandLine

/// What `train --dry-run` says.
struct PlanText {
  let plan: TrainingPlan
  let epochs: Int
  /// The most memory the process has taken so far, the trial included; nil where the system does not
  /// say.
  let peakBytes: Int?

  init(_ plan: TrainingPlan, epochs: Int) {
    (self.plan, self.epochs) = (plan, epochs)
    peakBytes = peakMemory()
  }

  private var seconds: Double { plan.secondsPerEpoch * Double(epochs) }

  var text: String {
    let rows =
      plan.layers.map { ["\($0.path) \($0.kind)", "\($0.output)", "\($0.parameters)"] }
      + [["total", "", "\(plan.parameters)"]]
    let memory = peakBytes.map { "\(fixed(Scalar($0 >> 20), 0)) MB at its peak" }
    return """
      \(TextTable([.words("layer"), .numbers("output"), .numbers("parameters")], rows).text)

      memory  \(memory ?? "not known on this system")
      time    \(SNNCommandLine.seconds(plan.secondsPerEpoch)) per epoch of \
      \(plan.batchesPerEpoch) batches, \(SNNCommandLine.seconds(seconds)) for \(epochs) epochs
      trial   \(plan.trialBatches) batches; nothing was kept

      \(findingsText(plan.findings))
      """
  }

  private struct Document: Encodable {
    struct Layer: Encodable {
      let path: String
      let kind: String
      let output: [Int]
      let parameters: Int
    }
    let schema = 1
    let layers: [Layer]
    let parameters: Int
    let batchesPerEpoch: Int
    let peakBytes: Int?
    let secondsPerEpoch: Double
    let seconds: Double
    let findings: [CheckupDocument.Fault]
  }

  func document() throws -> String {
    let document = Document(
      layers: plan.layers.map {
        Document.Layer(
          path: $0.path, kind: $0.kind, output: $0.output.dimensions, parameters: $0.parameters)
      }, parameters: plan.parameters, batchesPerEpoch: plan.batchesPerEpoch,
      peakBytes: peakBytes, secondsPerEpoch: plan.secondsPerEpoch, seconds: seconds,
      findings: plan.findings.map(CheckupDocument.Fault.init))
    return try jsonText(document)
  }
}

/// The most memory the process has had at once, in bytes, as Linux tells it.
private func peakMemory() -> Int? {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
  else { return nil }
  return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 << 10 }
}
