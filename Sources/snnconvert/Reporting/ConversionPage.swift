import Mustache
import SNN
import SNNCommandLine

/// The proof of a conversion as one page of HTML, which needs nothing else.
struct ConversionPage {
  private let run: ConversionRun
  private let proof: Verification

  init(_ run: ConversionRun, _ proof: Verification) {
    (self.run, self.proof) = (run, proof)
  }

  /// The page; everything from files is escaped by the template, or by the pictures themselves.
  func html() throws -> String {
    try MustacheTemplate(string: Self.template).render(try content())
  }

  private func content() throws -> [String: Any] {
    let cost = proof.cost
    return [
      "title": "\(printable(run.source.name)), converted by \(run.network.method.name)",
      "facts": [
        ["name": "Weights", "value": printable(run.source.path)],
        ["name": "SHA-256 of the weights", "value": run.source.hash],
        [
          "name": "Network",
          "value": "\(run.source.graph.inputShape) to \(run.rows.test.classCount) classes, "
            + counted(run.source.graph.parameterCount, "parameter"),
        ],
        ["name": "Method", "value": run.network.method.name],
        [
          "name": "Steps",
          "value": run.network.method.hasSteps ? "\(run.network.steps)" : "as many as it needs",
        ],
        ["name": "Input", "value": run.input.rawValue],
        [
          "name": "Data",
          "value": "\(printable(run.rows.test.name)): \(run.calibrationRows) rows to calibrate, "
            + "\(proof.samples) to verify",
        ],
        ["name": "Program", "value": "swift-snn \(SNNVersion.current)"],
      ],
      "head": pageHead,
      "holds": proof.complaints.isEmpty,
      "complaints": proof.complaints.map(\.message),
      "proofText": VerificationText(proof: proof, method: run.network.method).text,
      "chart": Picture.accuracy(of: proof.curve, original: proof.originalAccuracy).svg,
      "confusion": Picture.confusion(confusion, classNames: test.classNames).svg,
      "samples": try samples(),
      "command": run.command,
      "points": proof.curve.map { point in
        [
          "steps": "\(point.steps)", "agreement": percent(point.agreement),
          "accuracy": point.accuracy.map(percent) ?? "–", "spikes": fixed(Scalar(point.spikes), 1),
        ]
      },
      "layers": proof.layers.map { layer in
        [
          "name": printable(layer.name), "neurons": "\(layer.neurons)",
          "correlation": layer.correlation.map { fixed($0, 4) } ?? "–",
          "error": fixed(layer.error, 3), "clipped": percent(layer.clipped),
          "dead": percent(layer.dead), "spikes": fixed(Scalar(layer.spikes), 1),
        ]
      },
      "costs": [
        ["name": "Additions by spikes a row", "value": amount(cost.additions)],
        ["name": "Multiplications a row", "value": amount(cost.cachedMultiplications)],
        ["name": "Membrane updates a row", "value": amount(cost.membraneUpdates)],
        [
          "name": "Activation sparsity",
          "value": percent(Scalar(cost.activationSparsity)),
        ],
        ["name": "Spiking, estimate", "value": "\(fixed(Scalar(cost.energy), 1)) nJ"],
        ["name": "Original in 32 bits", "value": "\(fixed(Scalar(cost.originalEnergy), 1)) nJ"],
      ] + equivalent,
    ]
  }

  private var test: Dataset { run.rows.test }

  private var confusion: ConfusionMatrix {
    var result = ConfusionMatrix(classes: test.classCount)
    result.add(labels: test.labels, answers: proof.answers)
    return result
  }

  /// A row that is answered right and one that is not, and what happens in the network, where that can
  /// be seen.
  private func samples() throws -> [[String: Any]] {
    let pictures = ModelPictures(run.model(proof))
    return try test.examples(answers: proof.answers).compactMap { row, text in
      let drawn = try pictures.ofRowOnPage(test.subset([row]))
      return drawn.isEmpty ? nil : ["text": text, "pictures": drawn]
    }
  }

  /// The original network with as many bits as the spikes are worth; nothing where they are times.
  private var equivalent: [[String: String]] {
    guard let bits = proof.cost.equivalentBits, let energy = proof.cost.equivalentEnergy else {
      return []
    }
    return [
      ["name": "Original in \(bits) bits", "value": "\(fixed(Scalar(energy), 1)) nJ"]
    ]
  }

  private static let template = """
    <!doctype html>
    <html lang="en">
    <head>
    <title>{{title}}</title>
    {{{head}}}
    </head>
    <body>
    <h1>{{title}}</h1>
    {{#holds}}<p class="good">✓ The proof holds.</p>{{/holds}}
    {{#complaints}}<p class="bad">✗ {{.}}</p>{{/complaints}}
    <table class="facts">{{#facts}}<tr><td>{{name}}</td><td>{{value}}</td></tr>{{/facts}}</table>
    <h2>Answers against steps</h2>
    <figure>{{{chart}}}</figure>
    <div class="wide"><table><tr><th>T</th><th>agreement</th><th>right</th><th>spikes a row</th></tr>
    {{#points}}<tr><td>{{steps}}</td><td>{{agreement}}</td><td>{{accuracy}}</td>\
    <td>{{spikes}}</td></tr>{{/points}}</table></div>
    <h2>Answers</h2>
    <figure>{{{confusion}}}</figure>
    {{#samples}}<h2>{{text}}</h2>
    {{#pictures}}<figure>{{{.}}}</figure>{{/pictures}}
    {{/samples}}
    <h2>Layers</h2>
    <div class="wide"><table><tr><th>layer</th><th>neurons</th><th>correlation</th>\
    <th>error·T/θ</th><th>clipped</th><th>dead</th><th>spikes a row</th></tr>
    {{#layers}}<tr><td>{{name}}</td><td>{{neurons}}</td><td>{{correlation}}</td><td>{{error}}</td>\
    <td>{{clipped}}</td><td>{{dead}}</td><td>{{spikes}}</td></tr>{{/layers}}</table></div>
    <h2>Cost</h2>
    <table class="facts">{{#costs}}<tr><td>{{name}}</td><td>{{value}}</td></tr>{{/costs}}</table>
    <p><small>Energies are operation-count estimates, 45 nm, without memory and neuron updates \
    (Horowitz, ISSCC 2014). The fair comparison is the original network in as many bits as the \
    steps tell levels apart.</small></p>
    <h2>In words</h2>
    <pre>{{proofText}}</pre>
    <h2>Once more</h2>
    <pre>{{command}}</pre>
    </body>
    </html>

    """
}
