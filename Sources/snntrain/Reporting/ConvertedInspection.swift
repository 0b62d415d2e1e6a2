import Foundation
import SNN
import SNNCommandLine

/// What `snntrain inspect` says of a converted model.
struct ConvertedInspection {
  private let model: ConvertedModel

  init(_ model: ConvertedModel) { self.model = model }

  private struct Contents: Encodable {
    struct Layer: Encodable {
      let name: String
      let kind: String
      let shape: [Int]
      /// Threshold of the least and of the most excitable channel, for neurons.
      let thresholds: [Scalar]?
    }
    let schema = 1
    let method: String
    let steps: Int
    let origin: ConvertedModel.Origin
    let features: [String]
    let classes: [String]
    let image: [Int]?
    let provenance: Provenance
    let layers: [Layer]
    let parameters: Int
  }

  /// One JSON document.
  func document() throws -> String {
    let contents = Contents(
      method: model.network.method.name, steps: model.network.steps, origin: model.origin,
      features: model.featureNames, classes: model.classNames,
      image: model.imageShape?.dimensions, provenance: model.provenance,
      layers: model.network.layers.map {
        Contents.Layer(
          name: $0.name, kind: $0.kind, shape: $0.shape.dimensions,
          thresholds: $0.thresholds.map { [$0.lowerBound, $0.upperBound] })
      }, parameters: model.network.parameterCount)
    return try jsonText(contents)
  }

  /// Words and a table.
  var text: String {
    let layers = model.network.layers
    let rows = layers.map { layer in
      let range = layer.thresholds.map {
        "\(fixed($0.lowerBound, 3))–\(fixed($0.upperBound, 3))"
      }
      return [printable(layer.name, limit: 40), layer.kind, "\(layer.shape)", range ?? ""]
    }
    let table = TextTable(
      [.words("layer"), .words("kind"), .words("shape"), .words("thresholds")],
      rows + [["\(model.network.parameterCount) parameters", "", "", ""]])
    let (origin, provenance) = (model.origin, model.provenance)
    let tuned = origin.tunedEpochs == 0 ? "" : ", trained on for \(origin.tunedEpochs) epochs"
    let steps = model.network.method.hasSteps ? ", \(model.network.steps) steps" : ""
    let curve = origin.curve.map { point in
      "T = \(point.steps): agrees \(percent(point.agreement))"
        + (point.accuracy.map { ", right \(percent($0))" } ?? "")
    }
    return """
      network   converted by \(model.network.method.name)\(steps), \(origin.input.rawValue) input\(tuned)
      source    \(printable(origin.source)), SHA-256 \(origin.sourceHash.prefix(16))…
      features  \(featuresText(model.featureNames, imageShape: model.imageShape))
      classes   \(shortList(model.classNames))
      calibrated  \(printable(provenance.dataset)), \(provenance.trainingRows) rows
      original  \(origin.originalAccuracy.map { "\(percent($0)) right" } ?? "not measured")
      spiking   \(curve.isEmpty ? "not verified" : curve.joined(separator: "\n          "))

      \(table.text)
      """
  }
}
