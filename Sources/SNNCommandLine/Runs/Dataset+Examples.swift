package import SNN

extension Dataset {
  /// A row that is answered right and one that is not, where there are such, with a sentence on each.
  /// - Parameter answers: one per row, nil for none.
  package func examples(answers: [Int?]) -> [(row: Int, text: String)] {
    let right = answers.indices.first { answers[$0] == labels[$0] }
    let wrong = answers.indices.first { answers[$0] != labels[$0] }
    return [right, wrong].compactMap { $0 }.map { row in
      let answer = answers[row].map { "“\(printable(classNames[$0]))”" } ?? "no class"
      let truth = "“\(printable(classNames[labels[row]]))”"
      let verdict = answers[row] == labels[row] ? "rightly" : "wrongly"
      return (row, "Test row \(row + 1), \(truth), \(verdict) taken for \(answer)")
    }
  }
}
