/// What is wrong with data that came from outside, where it is, and what repairs it.
public struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is at fault, so that a command can choose its exit code.
  public enum Kind: Hashable, Sendable {
    /// The input is missing or cannot be read.
    case noInput
    /// The input is there, but it is not what it should be.
    case badData
  }

  /// What is at fault.
  public let kind: Kind

  /// One sentence saying what is wrong, to follow `error:`, so without a capital and a full stop.
  public let message: String

  /// Where it is, such as `flowers.csv:88, column 3 (petal length)`; nil when no place is to blame.
  public let place: String?

  /// One sentence saying what to do about it, to follow `hint:`.
  public let hint: String

  /// - Parameters:
  ///   - message: one sentence saying what is wrong.
  ///   - place: where it is.
  ///   - hint: one sentence saying what to do about it.
  public init(_ message: String, kind: Kind = .badData, at place: String? = nil, hint: String) {
    self.kind = kind
    self.message = message
    self.place = place
    self.hint = hint
  }

  /// Place and message and, on a line of its own, the hint.
  public var description: String {
    (place.map { "\($0): " } ?? "") + "\(message)\nhint: \(hint)"
  }
}
