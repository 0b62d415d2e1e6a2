/// A cell or a name as messages show it: in quotes and cut to a readable length.
func quoted(_ text: some StringProtocol) -> String {
  let limit = 40
  return text.count > limit ? "“\(text.prefix(limit))…”" : "“\(text)”"
}

/// `1 cell`, `5 cells`.
func counted(_ cells: Int) -> String { cells == 1 ? "1 cell" : "\(cells) cells" }

/// The text without spaces and tabs at either end.
func trimmed(_ text: String) -> String {
  guard text.utf8.first?.isBlank == true || text.utf8.last?.isBlank == true else { return text }
  var content = text.utf8[...]
  while content.first?.isBlank == true { content.removeFirst() }
  while content.last?.isBlank == true { content.removeLast() }
  return String(Substring(content))
}
