internal import SNNTraining

/// Text as XML holds it: markup escaped; what XML forbids or what steers a terminal made visible.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in printable(text).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// How wide a text gets at a size of type, at most: no fonts are known here, so letters are taken
/// for wider than they mostly are.
func textWidth(_ text: String, size: Double = 12) -> Double {
  text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
}

private func width(of scalar: Unicode.Scalar) -> Double {
  switch scalar {
  case "M", "W", "m", "w", "@", "%": 0.95
  case "A"..."Z": 0.72
  // From here on lie the scripts whose letters fill a square.
  case "\u{1100}"...: 1.1
  default: 0.6
  }
}

/// A text cut to a width, with an ellipsis in its middle: names of a kind often differ at the end.
func shortened(_ text: String, to room: Double, size: Double = 12) -> String {
  // What is shown of a control character is longer than the character; and no more fits anyway.
  let text = printable(text, limit: 400)
  if textWidth(text, size: size) <= room { return text }
  var (head, tail) = (text[..<text.startIndex], text[text.endIndex...])
  var used = textWidth("…", size: size)
  while head.endIndex < tail.startIndex {
    // Two letters of the beginning to one of the end.
    let growsHead = head.count <= 2 * tail.count
    let longer =
      growsHead
      ? text[head.endIndex] : text[text.index(before: tail.startIndex)]
    used += textWidth(String(longer), size: size)
    if used > room { break }
    if growsHead {
      head = text[..<text.index(after: head.endIndex)]
    } else {
      tail = text[text.index(before: tail.startIndex)...]
    }
  }
  return head + "…" + tail
}

/// A text broken at spaces into lines of a width.
func wrapped(_ text: String, to room: Double, size: Double = 12) -> [String] {
  var lines = [""]
  for word in printable(text).split(separator: " ") {
    let longer = lines[lines.count - 1].isEmpty ? String(word) : lines[lines.count - 1] + " " + word
    if textWidth(longer, size: size) <= room {
      lines[lines.count - 1] = longer
    } else {
      lines.append(shortened(String(word), to: room, size: size))
    }
  }
  return lines.filter { !$0.isEmpty }
}

/// A name from outside, short enough to be kept whole where the picture shows only its beginning.
func fullName(_ name: String) -> String { printable(name, limit: 200) }
