/// A cell or a name as messages show it: in quotes and cut to a readable length.
func quoted(_ text: some StringProtocol) -> String {
  let limit = 40
  let shown = printable(String(text.prefix(limit)))
  return text.count > limit ? "“\(shown)…”" : "“\(shown)”"
}

/// The text with control characters replaced, so that what a file holds cannot steer a terminal.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
  return String(result)
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control
}

/// `1 row`, `5 rows`.
package func counted(_ number: Int, _ noun: String) -> String {
  number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
}

/// Names as messages list them: quoted, and no more than a dozen.
func listed(_ names: [String]) -> String {
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
