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

  /// What is left of a file is not moved for each of its tensors.
  @Test func manyTensorsTakeNoLongerThanOne() throws {
    let (count, rest) = (20_000, 1 << 25)
    var fields = (0..<count).map {
      #""\#($0)":{"dtype":"U8","shape":[1],"data_offsets":[\#($0),\#($0 + 1)]}"#
    }
    fields.append(
      #""rest":{"dtype":"F64","shape":[\#(rest / 8)],"data_offsets":[\#(count),\#(count + rest)]}"#)
    let bytes = SNNFormatsTests.file(
      "{\(fields.joined(separator: ","))}", data: [UInt8](repeating: 0, count: count + rest))
    let time = try ContinuousClock().measure {
      let file = try WeightFile(parsing: bytes, name: "many")
      #expect(file.tensors.count == count + 1)
    }
    #expect(time < .seconds(10), "\(time)")
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
