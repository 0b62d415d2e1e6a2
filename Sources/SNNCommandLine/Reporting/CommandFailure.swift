internal import ArgumentParser
internal import SNN

/// Why a command ended early, in the one form every error takes:
///
///     error: one sentence
///       --> place
///     hint: what to do
struct CommandFailure {
  /// Text for standard output: help and version were asked for.
  var output: String?
  /// Text for standard error.
  var complaint: String?
  let exitCode: Int32

  /// - Parameters:
  ///   - error: what ended the command.
  ///   - root: the command whose subcommands there are.
  init(_ error: any Error, of root: any ParsableCommand.Type) {
    switch error {
    case let error as UserError:
      self.init(error.message, at: error.place, hint: error.hint, exitCode: error.exitCode)
    case let error as DataError:
      self.init(
        error.message, at: error.place, hint: error.hint,
        exitCode: error.kind == .noInput ? 66 : 65)
    case let error as FormatError:
      let exitCode: Int32 =
        switch error.kind {
        case .noInput: 66
        case .badData: 65
        case .cannotWrite: 74
        }
      let place = error.byteOffset.map { "byte \($0)" }
      self.init(error.message, at: place, hint: error.hint, exitCode: exitCode)
    case let error as TrainingError:
      self.init(
        "\(error)", at: nil, hint: "lower --lr, or look for wild values in the data", exitCode: 65)
    case let error as Interruption:
      self.init("interrupted", at: nil, hint: error.hint, exitCode: 130)
    case let error as ExitCode: self.init(saidAlready: error)
    default: self.init(parsing: error, of: root)
    }
  }

  private init(_ message: String, at place: String?, hint: String, exitCode: Int32) {
    complaint =
      "error: \(printable(message))\n" + (place.map { "  --> \(printable($0))\n" } ?? "")
      + "hint: \(printable(hint))"
    self.exitCode = exitCode
  }

  /// A command that has said what it found.
  private init(saidAlready code: ExitCode) { exitCode = code.rawValue }

  /// What the argument parser has to say.
  private init(parsing error: any Error, of root: any ParsableCommand.Type) {
    exitCode = root.exitCode(for: error).rawValue
    if exitCode == 0 {
      output = root.fullMessage(for: error)
    } else {
      let name = root.configuration.commandName ?? ""
      let first = root.configuration.subcommands.first?.configuration.commandName
      let more = first.map { " and `\(name) help \($0)`" } ?? ""
      complaint =
        "error: \(restyled(root.message(for: error)))\n"
        + "hint: `\(name) help`\(more) list all flags"
    }
  }
}

/// The argument parser's words in the style of all others: on one line, without capital and full
/// stop, and with the quotes that open and close.
package func restyled(_ message: String) -> String {
  let lines = message.split(separator: "\n").map { $0.trimmingPrefix("  - ") }
  var text = lines.prefix(1).joined()
  if lines.count > 1 { text += " " + lines.dropFirst().joined(separator: ", ") }
  if text.hasSuffix(".") { text.removeLast() }
  let characters = Array(text.prefix(1).lowercased() + text.dropFirst())
  let styled = characters.indices.map { place -> Character in
    guard characters[place] == "'" else { return characters[place] }
    let before = place > 0 ? characters[place - 1] : " "
    let after = place + 1 < characters.count ? characters[place + 1] : " "
    if before.isLetter, after.isLetter { return "'" }
    return before == " " ? "“" : "”"
  }
  return printable(String(styled))
}
