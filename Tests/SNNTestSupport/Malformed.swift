internal import Foundation
public import SNNFormats
public import Testing

/// A broken file and words that its error must contain.
public struct Malformed: CustomTestStringConvertible, Sendable {
  /// What is broken.
  public let name: String
  /// The whole file.
  public let bytes: [UInt8]
  /// Words of the error.
  public let words: String

  /// The name of the test.
  public var testDescription: String { name }

  /// A broken file, what is broken in it and words of its error.
  public init(_ name: String, _ bytes: [UInt8], _ words: String) {
    (self.name, self.bytes, self.words) = (name, bytes, words)
  }

  /// Expects that reading ends with an error that says what and where, and at once.
  /// - Parameter file: how errors call the file.
  public func expectRefusal(
    by file: String, _ read: (_ bytes: [UInt8], _ name: String) throws(FormatError) -> Void
  ) {
    let start = clock()
    let found = error { () throws(FormatError) in try read(bytes, file) }
    let time = clock() - start
    #expect(found?.kind == .badData)
    #expect(found?.message.hasPrefix("\(file): ") == true)
    #expect(found?.message.contains(words) == true, "\(found?.message ?? "accepted")")
    #expect(found?.hint.isEmpty == false)
    #expect(time < 1, "\(time) seconds")
  }

  /// The time this thread has computed for, which other tests do not lengthen.
  private func clock() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

/// The error a piece of work ends with, nil when it succeeds.
public func error(of work: () throws(FormatError) -> Void) -> FormatError? {
  do throws(FormatError) {
    try work()
    return nil
  } catch {
    return error
  }
}
