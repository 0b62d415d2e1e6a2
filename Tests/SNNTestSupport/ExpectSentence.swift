public import Testing

/// Expects that a process has ended with `sentence` on standard error.
///
///     let result = await #expect(
///       processExitsWith: .failure, observing: [\.standardErrorContent]
///     ) { [misuse] in misuse.commit() }
///     expectSentence(result, misuse.message)
///
/// That it failed is not enough: an index out of range fails, too.  A nil `result` is a process that
/// did not fail, which `#expect` has reported.
public func expectSentence(
  _ result: ExitTest.Result?, _ sentence: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let result else { return }
  let output = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(output.contains(sentence), sourceLocation: sourceLocation)
}
