internal import SNN

/// A command line to be pasted into a shell.
///
/// - Parameters:
///   - program: the command's name.
///   - arguments: the words after it.
package func shellCommand(_ program: String, _ arguments: some Sequence<String>) -> String {
  ([program] + arguments.map(shellQuoted)).joined(separator: " ")
}

/// A word as a shell reads it back; of control characters, which would act on a terminal, their names.
private func shellQuoted(_ word: String) -> String {
  let plain = word.utf8.allSatisfy {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "-_./:=,+@%".utf8.contains($0)
  }
  if plain, !word.isEmpty { return word }
  return "'"
    + printable(word).split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''") + "'"
}
