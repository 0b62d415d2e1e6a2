/// Finds the first thing in a YAML text that may be an anchor or an alias.
///
/// It misses none, and takes no comment for one unless a quote stands somewhere before: what looks
/// like a comment there might be within quotes.
struct AliasSearch {
  /// Where the first is, counted from 1; nil for none.
  let first: (line: Int, column: Int)?

  init(_ text: String) {
    first = Self.search(text)
  }

  private static func search(_ text: String) -> (line: Int, column: Int)? {
    var (line, column, hasQuotes, isComment) = (1, 1, false, false)
    var before: Unicode.Scalar = "\n"
    var candidate: (line: Int, column: Int)?
    for scalar in text.unicodeScalars {
      // A lone & or * is no name.
      if let candidate, !isBlank(scalar) { return candidate }
      candidate = nil
      switch scalar {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": isComment = false
      case "\"", "'": hasQuotes = true
      case "#" where isBlank(before) && !hasQuotes: isComment = true
      case "&", "*":
        if !isComment, isBlank(before) || "[{,:".unicodeScalars.contains(before) {
          candidate = (line, column)
        }
      default: break
      }
      if scalar == "\n" {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
      before = scalar
    }
    return candidate
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}": true
    default: false
    }
  }
}
