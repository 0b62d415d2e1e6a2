import Foundation
import SNNFormats
import SNNONNX
import SNNTestSupport
import Testing

@Suite struct CorpusTests {
  @Test func filesEndWithAGraphOrAnError() throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Corpus/onnx").path
    try replayCorpus(in: folder) { (bytes) throws(FormatError) in
      _ = try ONNXFile(parsing: bytes, name: "corpus", folder: nil)
    }
  }
}
