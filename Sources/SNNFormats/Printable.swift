/// Text from outside made safe to show, whole: nothing in it steers a terminal.
package func printable(_ text: some StringProtocol) -> String { printable(text, limit: .max) }

/// The same, cut to a readable length.
package func printable(_ text: some StringProtocol, limit: Int) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    if steersTerminal(scalar) {
      shown += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.dropFirst(limit).isEmpty ? shown : shown + "…"
}

/// A name out of a file, cut to a readable length.
func printable(name: String) -> String { printable(name, limit: 200) }

/// Whether a character moves the cursor or turns the direction of what follows.
private func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: true
  // All but the joiners, without which some scripts and emoji cannot be written.
  case .format: !(0x200C...0x200D ~= scalar.value)
  default: false
  }
}
