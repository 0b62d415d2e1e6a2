import Foundation
import SNNTestSupport

extension CommandRun {
  /// One run of `snntrain`.
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    interruptAfter: Double? = nil
  ) throws {
    try self.init(
      of: "snntrain", arguments, input: Data(input.utf8), environment: environment,
      interruptAfter: interruptAfter)
  }
}

/// Twelve rows of two easily told classes.
let smallTable = """
  width,height,kind
  1.0,2.0,round
  1.1,2.1,round
  0.9,1.9,round
  1.2,2.2,round
  1.0,2.1,round
  0.8,1.8,round
  5.0,6.0,long
  5.1,6.1,long
  4.9,5.9,long
  5.2,6.2,long
  5.0,6.1,long
  4.8,5.8,long

  """
