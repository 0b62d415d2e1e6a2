/// What is wrong with something from outside: a file that is missing, broken or cannot be written.
public struct FormatError: Error, Equatable, Sendable {
  /// The sort of failure, from which a command derives its exit code.
  public enum Kind: Sendable {
    /// The file is missing or cannot be read.
    case noInput
    /// The contents are wrong.
    case badData
    /// The file cannot be written.
    case cannotWrite
  }

  /// The sort of failure.
  public let kind: Kind

  /// One sentence that says what is wrong and where.
  public let message: String

  /// The place in the file, where there is one.
  public let byteOffset: Int?

  /// One step that helps.
  public let hint: String

  /// An error with what it says: a sentence, its place and a step that helps.
  public init(kind: Kind, message: String, byteOffset: Int? = nil, hint: String) {
    self.kind = kind
    self.message = message
    self.byteOffset = byteOffset
    self.hint = hint
  }

  /// Wrong contents at a place in a file.
  init(_ message: String, at byteOffset: Int? = nil, hint: String) {
    self.init(kind: .badData, message: message, byteOffset: byteOffset, hint: hint)
  }

  /// Something wrong with one tensor; `message` goes on after its name.
  package init(tensor name: String, _ message: String, at byteOffset: Int? = nil, hint: String) {
    self.init("tensor “\(printable(name: name))” \(message)", at: byteOffset, hint: hint)
  }

  /// The same error with the name of the file in front, unless it stands there already.
  package func located(in file: String) -> FormatError {
    let place = "\(printable(file)): "
    if message.utf8.starts(with: place.utf8) { return self }
    return FormatError(kind: kind, message: place + message, byteOffset: byteOffset, hint: hint)
  }
}

extension FormatError: CustomStringConvertible {
  /// The message, the place and, on a line of its own, the hint.
  public var description: String {
    let place = byteOffset.map { " (at byte \($0))" } ?? ""
    return "\(message)\(place)\nhint: \(hint)"
  }
}
