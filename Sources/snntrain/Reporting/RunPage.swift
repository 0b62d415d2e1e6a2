import Mustache
import SNN
import SNNCommandLine

/// A training run as one page of HTML, which needs nothing else.
struct RunPage {
  let model: TrainedModel
  let history: [EpochReport]
  let test: Dataset
  let evaluation: Evaluation
  let facts: [(name: String, value: String)]
  /// The command that repeats the run.
  let command: String

  /// The page; everything from outside is escaped by the template, or by the pictures themselves.
  func html() throws -> String {
    try MustacheTemplate(string: Self.template).render(try content())
  }

  private func content() throws -> [String: Any] {
    let pictures = ModelPictures(model)
    let checkup = try model.checkup(on: test)
    return [
      "title": "\(printable(model.provenance.dataset)), trained by swift-snn",
      "head": pageHead,
      "accuracy": accuracyLine(evaluation),
      "facts": (facts + costs).map { ["name": $0.name, "value": $0.value] },
      "curves": history.isEmpty ? [] : [Picture.learningCurves(history).svg],
      "answers": try pictures.ofRows(test, evaluation).map(\.picture.svg),
      "classes": classes,
      "samples": try test.examples(answers: evaluation.answers).map { row, text in
        ["text": text, "pictures": try pictures.ofRowOnPage(test.subset([row]))]
          as [String: Any]
      },
      "model": pictures.ofModel.map(\.picture.svg),
      "findings": checkup.findings.map { ["message": $0.message, "advice": $0.advice] },
      "healthy": checkup.findings.isEmpty,
      "command": command,
    ]
  }

  private var classes: [[String: String]] {
    model.classNames.enumerated().map { index, name in
      let scores = evaluation.confusion.scores(ofClass: index)
      return [
        "name": printable(name), "precision": fixed(scores.precision, 3),
        "recall": fixed(scores.recall, 3),
        "f1": fixed(scores.f1, 3), "support": "\(scores.support)",
      ]
    }
  }

  /// What an inference costs.
  private var costs: [(name: String, value: String)] {
    let operations = (try? synapticOperations()).flatMap { $0 }
    return [("Spikes per inference", fixed(Scalar(evaluation.spikesPerInference), 1))]
      + (operations.map { [("Synaptic operations per inference", fixed($0, 0))] } ?? [])
  }

  /// Spikes times the neurons that each reaches, over some test rows; nil where a layer does not say
  /// how many those are.
  private func synapticOperations() throws -> Scalar? {
    let spikes = try ModelPictures(model).spikes(of: test)
    let fanOuts = model.network.fanOuts
    let readout = spikes.count - (model.experiment.loss.readsMembrane ? 0 : 1)
    var sum: Scalar = 0
    for recording in spikes.prefix(readout) {
      let place = fanOuts.keys.first {
        recording.path == $0 || recording.path.hasPrefix($0 + ".")
      }
      guard let place, let fanOut = fanOuts[place] else { return nil }
      sum += fanOut * Scalar(recording.values.scalars.count { $0 != 0 })
    }
    return spikes.first.map { sum / Scalar($0.values.shape[1]) }
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
    <p>{{accuracy}}</p>
    <table class="facts">{{#facts}}<tr><td>{{name}}</td><td>{{value}}</td></tr>{{/facts}}</table>
    <h2>Training</h2>
    {{#curves}}<figure>{{{.}}}</figure>{{/curves}}
    {{^curves}}<p>No epoch was trained.</p>{{/curves}}
    <h2>Answers</h2>
    <div class="wide"><table><tr><th>class</th><th>precision</th><th>recall</th><th>F1</th>\
    <th>support</th></tr>
    {{#classes}}<tr><td>{{name}}</td><td>{{precision}}</td><td>{{recall}}</td><td>{{f1}}</td>\
    <td>{{support}}</td></tr>{{/classes}}</table></div>
    {{#answers}}<figure>{{{.}}}</figure>{{/answers}}
    {{#samples}}<h2>{{text}}</h2>
    {{#pictures}}<figure>{{{.}}}</figure>{{/pictures}}
    {{/samples}}
    <h2>The network</h2>
    {{#model}}<figure>{{{.}}}</figure>{{/model}}
    {{#healthy}}<p class="good">✓ The doctor finds nothing that keeps it from learning.</p>{{/healthy}}
    {{#findings}}<p class="bad">✗ {{message}}</p><p><small>{{advice}}</small></p>{{/findings}}
    <h2>Once more</h2>
    <pre>{{command}}</pre>
    </body>
    </html>

    """
}
