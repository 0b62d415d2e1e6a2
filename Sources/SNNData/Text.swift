internal import SNNFormats

/// A cell or a name as messages show it: in quotes and cut to a readable length.
package func quoted(_ text: some StringProtocol) -> String { "“\(printable(text, limit: 40))”" }

/// `1 row`, `5 rows`.
package func counted(_ number: Int, _ noun: String) -> String {
  number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
}

/// Names as messages list them: quoted, and no more than a dozen.
package func listed(_ names: [String]) -> String {
  let shown = names.prefix(12).map(quoted).joined(separator: ", ")
  return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
}

/// The text without spaces and tabs at either end.
package func trimmed(_ text: String) -> String {
  guard text.utf8.first?.isBlank == true || text.utf8.last?.isBlank == true else { return text }
  var content = text.utf8[...]
  while content.first?.isBlank == true { content.removeFirst() }
  while content.last?.isBlank == true { content.removeLast() }
  return String(Substring(content))
}
