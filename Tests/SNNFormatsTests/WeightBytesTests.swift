import Foundation
import SNNFormats
import SNNTestSupport
import Testing

/// Weights whose bytes are there already, as those that came through a pipe.
@Suite struct WeightBytesTests {
  @Test(arguments: WeightFileTests.examples)
  func bytesHoldWhatTheFileHolds(_ example: WeightFileTests.Example) throws {
    let path = try fixturePath(example.file)
    let (file, parsed) = (
      try WeightFile(contentsOf: path),
      try WeightFile(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), name: path)
    )
    #expect(parsed.format == file.format && parsed.module == nil)
    #expect(parsed.tensors.map(\.name) == file.tensors.map(\.name))
    #expect(parsed.tensors.map(\.elementType) == file.tensors.map(\.elementType))
    #expect(parsed.tensors.map(\.tensor) == file.tensors.map(\.tensor))
  }

  @Test(arguments: ["weight.npy", "stored.npz", "model-00001-of-00002.safetensors"])
  func cutBytesAreRefused(_ name: String) throws {
    let bytes = try fixture(name)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let found = try #require(
        error { () throws(FormatError) in
          _ = try WeightFile(parsing: Array(bytes[..<end]), name: "cut")
        }, "\(end)")
      #expect(found.kind == .badData && found.message.hasPrefix("cut: "), "\(found)")
    }
  }

  @Test func theStartOfAFileIsReadAlone() throws {
    let path = try fixturePath("stored.npz")
    let bytes = try fixture("stored.npz")
    #expect(try readStart(of: path, count: 16).bytes == Array(bytes.prefix(16)))
    #expect(try !readStart(of: path, count: 16).isWhole)
    #expect(try readStart(of: path, count: 1 << 20) == (Array(bytes), true))
    #expect(
      error { () throws(FormatError) in _ = try readStart(of: path + "/none", count: 1) }?.kind
        == .noInput)
  }
}
