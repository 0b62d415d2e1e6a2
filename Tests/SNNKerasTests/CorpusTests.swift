import Foundation
import SNNFormats
import SNNKeras
import Testing

/// What the fuzzers found interesting (`Scripts/fuzz.sh`), read again without a fuzzer.
@Suite struct KerasCorpusTests {
  private static func folder(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Corpus/\(name)").path
  }

  private static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self.folder(folder)).sorted()
  }

  /// Reads every file of a corpus, expects an error or a result at once and that there is both.
  private func replay(
    _ folder: String, _ read: (_ bytes: [UInt8]) throws(FormatError) -> Void
  ) throws {
    var refused = 0
    let names = try Self.names(folder)
    for name in names {
      let bytes = try readFile("\(Self.folder(folder))/\(name)")
      var found: FormatError?
      let time = ContinuousClock().measure {
        do throws(FormatError) { try read(bytes) } catch { found = error }
      }
      #expect(time < .seconds(1), "\(name)")
      guard let found else { continue }
      refused += 1
      #expect(found.kind == .badData && !found.hint.isEmpty, "\(name): \(found)")
    }
    #expect(refused < names.count, "a sound file is among them")
  }

  @Test func descriptionsEndWithAGraphOrAnError() throws {
    try replay("keras") { (bytes) throws(FormatError) in
      guard let text = KerasText(bytes) else { return }
      let reply = try KerasArchive(config: text.config, tensors: text.tensors).encoded()
      _ = try KerasFile(reply: reply, name: "corpus")
    }
  }

  #if HDF5
    @Test func filesEndWithWeightsOrAnError() throws {
      try replay("hdf5") { (bytes) throws(FormatError) in
        _ = try KerasFile(KerasArchive(parsing: bytes, name: "corpus"), name: "corpus")
      }
    }
  #endif
}
