public import Testing

/// Expects an error in the one form all errors have, with nothing on standard output.
///
/// - Parameters:
///   - run: the command that failed.
///   - exitCode: how it is to end.
///   - word: what its words must contain.
public func expectFailure(
  _ run: CommandRun, exitCode: Int32, naming word: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(run.exitCode == exitCode, "\(run.remarks)", sourceLocation: sourceLocation)
  #expect(run.output.isEmpty, sourceLocation: sourceLocation)
  let lines = run.remarks.split(separator: "\n")
  #expect(
    lines.contains { $0.hasPrefix("error: ") }, "\(run.remarks)", sourceLocation: sourceLocation)
  #expect(
    lines.last?.hasPrefix("hint: ") == true, "\(run.remarks)", sourceLocation: sourceLocation)
  for line in lines {
    let text = line.split(separator: ": ", maxSplits: 1).last ?? ""
    #expect(
      text.first?.isUppercase != true && text.last != "." && !text.contains("‘"),
      "one style for all messages: \(line)", sourceLocation: sourceLocation)
  }
  if let word {
    #expect(run.remarks.contains(word), "\(run.remarks)", sourceLocation: sourceLocation)
  }
}
