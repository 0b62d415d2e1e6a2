import ArgumentParser
import SNN
import SNNCommandLine

/// `snntrain predict`: what a saved model makes of new rows.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Label new rows with a saved model.",
    discussion: """
      Writes CSV to standard output: the label of each row, then a score per class.  The file \
      must have the columns the model was trained on, in any order; others are ignored.  - reads \
      standard input.
      """)

  @OptionGroup var model: ModelArgument

  @Argument(help: "A CSV file of rows.")
  var rows: String

  @OptionGroup var table: TableOptions

  @Option(help: "Threads to use; results do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must lie in 1...1024, not \(threads)")
    }
  }

  mutating func run() throws {
    if let threads { Compute.useThreads(threads) }
    let trained = try model.load()
    let table = try table.table(at: inputPath(rows))
    let scores = try scores(trained, table)
    let names = trained.classNames
    var lines = [(["label"] + names.map { "score " + $0 }).map(quoted).joined(separator: ",")]
    for (row, answer) in answers(scores).enumerated() {
      guard let answer else {
        throw UserError(
          message: "the model has no answer to this row: a score is not a number",
          place: "\(table.source):\(table.line(ofRow: row))",
          hint: "look for wild values in the row, or train the model again with a lower --lr",
          exitCode: 65)
      }
      let values = names.indices.map { "\(scores[row, $0])" }
      lines.append(([quoted(names[answer])] + values).joined(separator: ","))
    }
    Console.print(lines.joined(separator: "\n"))
  }

  private func scores(_ model: some RowClassifier, _ table: CSVTable) throws -> Tensor {
    try model.scores(of: model.rows(of: table))
  }

  /// A cell as RFC 4180 writes it.
  private func quoted(_ cell: String) -> String {
    // Scalars, not characters: a comma with an accent on it is one character, and still a comma.
    let special = cell.unicodeScalars.contains { "\",\n\r".unicodeScalars.contains($0) }
    guard special else { return cell }
    var doubled = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      doubled.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar])
    }
    return "\"" + String(doubled) + "\""
  }
}
