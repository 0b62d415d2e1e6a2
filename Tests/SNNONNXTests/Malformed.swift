import Foundation
import SNNFormats
import SNNONNX
import Testing

/// A broken file and words that its error must contain.
struct Malformed: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let words: String
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], _ words: String) {
    self.name = name
    self.bytes = bytes
    self.words = words
  }

  /// Expects that reading ends with an error that says what and where, and at once.
  func expectRefusal(folder: String? = nil) {
    let start = clock()
    let found = readingError(bytes, folder: folder)
    #expect(found?.kind == .badData)
    #expect(found?.message.hasPrefix("bad.onnx: ") == true)
    #expect(found?.message.contains(words) == true, "\(found?.message ?? "accepted")")
    #expect(found?.hint.isEmpty == false)
    #expect(clock() - start < 1, "\(clock() - start) seconds")
  }

  /// The time this thread has computed for, which other tests do not lengthen.
  private func clock() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

/// The error that reading some bytes ends with, nil when they are a network.
func readingError(_ bytes: [UInt8], folder: String? = nil) -> FormatError? {
  do throws(FormatError) {
    _ = try ONNXFile(parsing: bytes, name: "bad.onnx", folder: folder)
    return nil
  } catch {
    return error
  }
}
