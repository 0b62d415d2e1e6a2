package import SNN

/// Precision, recall and F1 of every class, one line each.
package func classTable(_ confusion: ConfusionMatrix, _ names: [String]) -> String {
  let names = names.map(printable)
  let width = max(5, names.map(\.count).max() ?? 0)
  var lines = ["".trailing(width) + "  precision  recall      F1  support"]
  for (index, name) in names.enumerated() {
    let scores = confusion.scores(ofClass: index)
    lines.append(
      name.trailing(width) + "  " + fixed(scores.precision, 3).leading(9)
        + fixed(scores.recall, 3).leading(8) + fixed(scores.f1, 3).leading(8)
        + "\(scores.support)".leading(9))
  }
  return lines.joined(separator: "\n")
}

/// The confusion matrix: a row per true class, a column per answer, columns headed by name if all
/// are short, else by number; one more for rows without an answer, if there are any.
package func confusionTable(_ confusion: ConfusionMatrix, _ names: [String]) -> String {
  let names = names.map(printable)
  let areShort = names.allSatisfy { $0.count <= 4 }
  let labels = areShort ? names : names.enumerated().map { "\($0 + 1) \($1)" }
  var columns = areShort ? names : names.indices.map { "\($0 + 1)" }
  var counts = confusion.counts
  if confusion.unanswered.contains(where: { $0 > 0 }) {
    columns.append("none")
    for (index, unanswered) in confusion.unanswered.enumerated() {
      counts[index].append(unanswered)
    }
  }
  let width = max(12, labels.map(\.count).max() ?? 0)
  let texts = [columns] + counts.map { $0.map(String.init) }
  let cell = max(4, 1 + (texts.joined().map(\.count).max() ?? 1))
  return zip(["true\\answer"] + labels, texts).map { label, row in
    label.trailing(width) + row.map { $0.leading(cell) }.joined()
  }.joined(separator: "\n")
}

/// The accuracy with the cases behind it and its 95 % interval.
package func accuracyLine(_ evaluation: Evaluation) -> String {
  let interval = evaluation.interval
  return "accuracy \(percent(evaluation.accuracy)) "
    + "(\(evaluation.confusion.right)/\(evaluation.confusion.total), 95% interval "
    + "\(fixed(interval.lowerBound * 100, 1))–\(fixed(interval.upperBound * 100, 1))%)"
}

/// All that is said of an evaluation.
package func evaluationText(_ evaluation: Evaluation, classNames: [String]) -> String {
  """
  \(classTable(evaluation.confusion, classNames))

  \(confusionTable(evaluation.confusion, classNames))

  test \(accuracyLine(evaluation))
  spikes per inference \(fixed(Scalar(evaluation.spikesPerInference), 1))   \
  spike rate \(fixed(evaluation.spikeRate, 3)) per neuron and step
  """
}
