import ArgumentParser
import SNN

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

  init(_ error: any Error) {
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
    case is Interruption:
      self.init(
        "interrupted", at: nil, hint: "nothing was saved; start again with fewer --epochs",
        exitCode: 130)
    default: self.init(parsing: error)
    }
  }

  private init(_ message: String, at place: String?, hint: String, exitCode: Int32) {
    complaint =
      "error: \(printable(message))\n" + (place.map { "  --> \(printable($0))\n" } ?? "")
      + "hint: \(printable(hint))"
    self.exitCode = exitCode
  }

  /// What the argument parser has to say.
  private init(parsing error: any Error) {
    exitCode = SNNTrain.exitCode(for: error).rawValue
    if exitCode == 0 {
      output = SNNTrain.fullMessage(for: error)
    } else {
      complaint =
        "error: \(restyled(SNNTrain.message(for: error)))\n"
        + "hint: `snntrain help` and `snntrain help train` list all flags"
    }
  }
}

/// The argument parser's words in the style of all others: on one line, without capital and full
/// stop, and with the quotes that open and close.
private func restyled(_ message: String) -> String {
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

/// A wrong use or an unusable output, found by a command itself.
struct UserError: Error {
  var message: String
  var place: String?
  var hint: String
  var exitCode: Int32 = 64
}

/// The user pressed Ctrl-C.
struct Interruption: Error {}
