/// Stops the program with a sentence when a caller has broken a precondition.
///
/// As `precondition`, whose message an optimised build leaves out: a wrong shape must say so in the
/// builds that people train with, too.
///
/// - Parameters:
///   - condition: what must hold.
///   - message: what did not hold: operation, expectation and what came instead.
///   - file: where, filled in by the compiler.
///   - line: where, filled in by the compiler.
@inlinable @inline(__always)
package func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { stop(message(), file: file, line: line) }
}

/// Out of line, so that a check costs the caller one branch.
@usableFromInline @inline(never)
package func stop(_ message: String, file: StaticString, line: UInt) -> Never {
  fatalError(message, file: file, line: line)
}
