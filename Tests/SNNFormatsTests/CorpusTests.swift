import Foundation
import SNNFormats
import SNNTestSupport
import Testing

/// What the fuzzers found interesting (`Scripts/fuzz.sh`), read again without a fuzzer.
@Suite struct CorpusTests {
  /// How each parser reads a file, by the folder of its corpus.
  private static let parsers: [String: @Sendable (_ bytes: [UInt8]) throws(FormatError) -> Void] = [
    "safetensors": { (bytes) throws(FormatError) in
      let file = try SafetensorsFile(parsing: bytes, name: "corpus")
      _ = try file.encoded()
    },
    "npy": { (bytes) throws(FormatError) in
      _ = try NPYFile(parsing: bytes, name: "corpus").tensor
    },
    "npz": { (bytes) throws(FormatError) in
      let archive = try ZipArchive(parsing: bytes, name: "corpus")
      for entry in archive.entries { _ = try archive.contents(of: entry) }
      _ = try NPZFile(parsing: bytes, name: "corpus").tensors
    },
    "index": { (bytes) throws(FormatError) in
      _ = try SafetensorsIndex(parsing: bytes, name: "corpus")
    },
    "pytorch": { (bytes) throws(FormatError) in
      _ = try PyTorchFile(parsing: bytes, name: "corpus")
    },
    "pickle": { (bytes) throws(FormatError) in
      let storages = (0..<8).map { (name: "\($0)", bytes: [UInt8](repeating: $0, count: 96)) }
      _ = try PyTorchFile(parsing: torchFile(pickle: bytes, storages: storages), name: "corpus")
    },
  ]

  private static func folders() throws -> [String] { try contents(of: resourcePath("Corpus")) }

  @Test(arguments: try folders()) func endsWithAResultOrAnError(_ folder: String) throws {
    let parse = try #require(Self.parsers[folder], "a corpus needs a parser")
    try replayCorpus(in: resourcePath("Corpus/\(folder)"), parse)
  }

  @Test func everyParserHasACorpus() throws {
    #expect(try Self.folders() == Self.parsers.keys.sorted())
  }
}
