import Foundation
import SNN

/// What `--json` prints: one document, whose names stay as they are within one schema number.
struct ConversionDocument: Encodable {
  struct Proof: Encodable {
    let holds: Bool
    let complaints: [String]
    let foldError: Scalar
    let samples: Int
    let originalAccuracy: Scalar?
    let curve: [Verification.Point]
    let stepsTo99: Int?
    let layers: [Verification.Layer]
    let exactness: Verification.Exactness?
    let cost: ConversionCost
    /// Nanojoules, an estimate from numbers of operations alone.
    let energy: [String: Double?]

    init(_ proof: Verification) {
      holds = proof.complaints.isEmpty
      complaints = proof.complaints.map(\.message)
      foldError = proof.foldError
      samples = proof.samples
      originalAccuracy = proof.originalAccuracy
      curve = proof.curve
      stepsTo99 = proof.steps(toAgreement: 0.99)
      layers = proof.layers
      exactness = proof.exactness
      cost = proof.cost
      energy = [
        "spiking": proof.cost.energy, "original": proof.cost.originalEnergy,
        "equivalent": proof.cost.equivalentEnergy,
      ]
    }
  }

  let schema = 1
  let source: String
  let method: String
  let steps: Int
  let input: String
  let calibrationRows: Int
  let seconds: Double
  var model: String?
  var proof: Proof?
}
