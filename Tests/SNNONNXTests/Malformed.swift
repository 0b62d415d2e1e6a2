import SNNFormats
import SNNONNX
import SNNTestSupport

extension Malformed {
  /// Expects that reading ends with an error that says what and where, and at once.
  func expectRefusal(folder: String? = nil) {
    expectRefusal(by: "bad.onnx") { (bytes, name) throws(FormatError) in
      _ = try ONNXFile(parsing: bytes, name: name, folder: folder)
    }
  }
}

/// The error that reading some bytes ends with, nil when they are a network.
func readingError(_ bytes: [UInt8], folder: String? = nil) -> FormatError? {
  error { () throws(FormatError) in
    _ = try ONNXFile(parsing: bytes, name: "bad.onnx", folder: folder)
  }
}
