import Foundation
import SNNFormats
import SNNKeras
import SNNTestSupport
import Testing

/// What the fuzzers found interesting (`Scripts/fuzz.sh`), read again without a fuzzer.
@Suite struct KerasCorpusTests {
  private static func folder(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Corpus/\(name)").path
  }

  @Test func descriptionsEndWithAGraphOrAnError() throws {
    try replayCorpus(in: Self.folder("keras")) { (bytes) throws(FormatError) in
      guard let text = KerasText(bytes) else { return }
      let reply = try KerasArchive(config: text.config, tensors: text.tensors).encoded()
      _ = try KerasFile(reply: reply, name: "corpus")
    }
  }

  #if HDF5
    @Test func filesEndWithWeightsOrAnError() throws {
      try replayCorpus(in: Self.folder("hdf5")) { (bytes) throws(FormatError) in
        _ = try KerasFile(KerasArchive(parsing: bytes, name: "corpus"), name: "corpus")
      }
    }
  #endif
}
