import SNNFormats
import SNNTestSupport
import Testing

/// What reading a whole archive ends with.
func zipError(_ bytes: [UInt8]) -> FormatError? {
  error { () throws(FormatError) in
    let archive = try ZipArchive(parsing: bytes, name: "model.zip")
    for entry in archive.entries { _ = try archive.contents(of: entry) }
  }
}

@Suite struct ZipTests {
  /// As zipfile of Python wrote them: with and without a comment, into a pipe, with every number in
  /// the fields of zip64.
  @Test(arguments: ["pair.zip", "comment.zip", "streamed.zip", "zip64.zip"])
  func readsWhatPythonWrote(_ name: String) throws {
    let archive = try ZipArchive(parsing: fixture(name), name: name)
    #expect(archive.entries.map(\.name) == ["a.txt", "folder/b.txt"])
    #expect(archive.entries.map(\.size) == [10, 500])
    let texts = try archive.entries.map { try archive.contents(of: $0) }
    #expect(
      texts == ["hello zip\n", String(repeating: "spam ", count: 100)].map { Array($0.utf8) })
    #expect(archive["folder/b.txt"]?.size == 500)
    #expect(archive["b.txt"] == nil && archive["A.TXT"] == nil && archive[""] == nil)
  }

  @Test func readsWhatTorchWrote() throws {
    let archive = try ZipArchive(parsing: fixture("torch.pt"), name: "torch.pt")
    #expect(
      archive.entries.map(\.name) == [
        "torch/data.pkl", "torch/.format_version", "torch/.storage_alignment", "torch/byteorder",
        "torch/data/0", "torch/version", "torch/.data/serialization_id",
      ])
    let entry = try #require(archive["torch/data/0"])
    // 0 to 5 as F32, by IEEE 754.
    #expect(
      try archive.contents(of: entry)
        == hexadecimal("00000000 0000803f 00000040 00004040 00008040 0000a040"))
  }

  @Test func namesAreOnlyNames() throws {
    let archive = try ZipArchive(parsing: fixture("names.zip"), name: "names.zip")
    #expect(archive.entries.map(\.name) == ["größe/", "größe/µ.txt", "../up"])
    #expect(try archive.entries.map { try archive.contents(of: $0) } == [[], [], [0x78]])
  }

  @Test func noEntries() throws {
    let archive = try ZipArchive(parsing: fixture("empty.zip"), name: "empty.zip")
    #expect(archive.entries.isEmpty && archive["a"] == nil)
  }

  /// More than the unpacker takes at once.
  @Test func manyZeros() throws {
    let archive = try ZipArchive(parsing: fixture("zeros.zip"), name: "zeros.zip")
    let entry = try #require(archive["zeros"])
    #expect(try archive.contents(of: entry) == [UInt8](repeating: 0, count: 300_000))
  }

  /// The archive that other tests break is sound before.
  @Test func testsMakeSoundArchives() throws {
    let texts = ["a": "", "b/c": "text"].mapValues { Array($0.utf8) }
    let archive = try ZipArchive(
      parsing: zipped(texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }), name: "made")
    #expect(archive.entries.map(\.name) == ["a", "b/c"])
    for entry in archive.entries {
      #expect(try archive.contents(of: entry) == texts[entry.name])
    }
  }

  /// 100,000 entries are read in the time of one test, 100,001 are refused.
  @Test func manyEntries() throws {
    let names = (0...ZipLimits.entries).map { String($0, radix: 36) }
    let archive = try ZipArchive(parsing: zipped(names.dropLast().map { ($0, []) }), name: "many")
    #expect(archive.entries.count == ZipLimits.entries)
    #expect(zipError(zipped(names.map { ($0, []) }))?.message.contains("100001 entries") == true)
  }
}

/// The limits that the documentation promises.
private enum ZipLimits {
  static let entries = 100_000
}
