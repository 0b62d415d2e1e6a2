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
    let path = try resourcePath("Corpus/\(folder)")
    let names = try contents(of: path)
    var refused = 0
    for name in names {
      let bytes = try readFile("\(path)/\(name)")
      var found: FormatError?
      let time = ContinuousClock().measure {
        found = error { () throws(FormatError) in try parse(bytes) }
      }
      #expect(time < .seconds(1), "\(name)")
      guard let found else { continue }
      refused += 1
      #expect(found.kind == .badData && !found.hint.isEmpty, "\(name): \(found)")
    }
    #expect(refused < names.count, "a sound file is among them")
  }

  @Test func everyParserHasACorpus() throws {
    #expect(try Self.folders() == Self.parsers.keys.sorted())
  }
}
