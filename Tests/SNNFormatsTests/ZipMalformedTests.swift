import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

/// An archive by zipfile of Python, `pair.zip`, with the places of its parts.
private struct Pair {
  let bytes: [UInt8]
  /// Where the local headers start.
  let locals: [Int]
  /// Where the entries of the directory start.
  let records: [Int]
  let end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    func places(_ second: UInt8, _ last: UInt8) -> [Int] {
      bytes.indices.dropLast(3).filter {
        bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, second, last])
      }
    }
    (locals, records, end) = (places(3, 4), places(1, 2), places(5, 6)[0])
  }

  func with(_ word: some FixedWidthInteger, at place: Int) -> [UInt8] {
    bytes.with(word, at: place)
  }
}

@Suite struct ZipMalformedTests {
  private static func pair(_ name: String = "pair.zip") throws -> Pair { Pair(try fixture(name)) }

  static func ends() throws -> [Malformed] {
    let pair = try pair()
    let (bytes, end) = (pair.bytes, pair.end)
    let comment = try Self.pair("comment.zip")
    let directory = UInt32(pair.records[0])
    return [
      Malformed("empty", [], "does not start with PK"),
      Malformed("text", Array("PK".utf8), "does not start with PK"),
      Malformed("split marker first", [0x50, 0x4B, 7, 8] + bytes, "does not start with PK"),
      Malformed("bytes before", [0] + bytes, "does not start with PK"),
      Malformed("local header alone", Array(bytes[..<45]), "has no end"),
      Malformed("end alone, cut", Array(bytes[end..<end + 21]), "has no end"),
      Malformed("no end", pair.with(UInt8(7), at: end + 3), "has no end"),
      Malformed("a byte behind", bytes + [0], "goes on after the archive"),
      Malformed("70,000 bytes behind", bytes + [UInt8](repeating: 0, count: 70_000), "has no end"),
      Malformed("comment cut", Array(comment.bytes.dropLast()), "end is truncated"),
      Malformed("comment longer", comment.bytes + [0], "goes on after the archive"),
      Malformed("comment of 65,535", pair.with(UInt16.max, at: end + 20), "end is truncated"),
      Malformed(
        "end in the comment", bytes.with(UInt16(22), at: end + 20) + bytes[end...],
        "does not end where"),
      Malformed("header before", Array(bytes[..<30]) + bytes, "does not end where"),
      Malformed("disk", pair.with(UInt16(1), at: end + 4), "split over several files"),
      Malformed("disk of the directory", pair.with(UInt16(1), at: end + 6), "split over several"),
      Malformed("entries here", pair.with(UInt16(1), at: end + 8), "split over several files"),
      Malformed("entries in all", pair.with(UInt16(3), at: end + 10), "split over several files"),
      Malformed("one entry more", counted(pair, 3), "cannot list 3 entries"),
      Malformed("one entry less", counted(pair, 1), "goes on after its 1 entries"),
      Malformed("no entries", counted(pair, 0), "goes on after its 0 entries"),
      Malformed("65,535 entries", counted(pair, .max), "cannot list 65535 entries"),
      Malformed(
        "directory longer", pair.with(UInt32(110), at: end + 12), "of 110 bytes at 99 does"),
      Malformed(
        "directory shorter", pair.with(UInt32(108), at: end + 12), "of 108 bytes at 99 does"),
      Malformed("directory of 4 GiB", pair.with(UInt32.max, at: end + 12), "does not end where"),
      Malformed("directory further", pair.with(directory + 1, at: end + 16), "does not end where"),
      Malformed("directory at 4 GiB", pair.with(UInt32.max, at: end + 16), "does not end where"),
      Malformed("directory at 0", pair.with(UInt32(0), at: end + 16), "does not end where"),
      Malformed(
        "directory starts late",
        pair.with(directory + 1, at: end + 16).with(UInt32(108), at: end + 12),
        "needs another entry here"),
    ]
  }

  private static func counted(_ pair: Pair, _ count: UInt16) -> [UInt8] {
    pair.with(count, at: pair.end + 8).with(count, at: pair.end + 10)
  }

  static func directories() throws -> [Malformed] {
    let pair = try pair()
    let (first, second) = (pair.records[0], pair.records[1])
    let packers: [UInt16] = [1, 6, 9, 12, 14, 93, 95, 99, .max]
    return packers.map {
      Malformed(
        "method \($0)", pair.with($0, at: second + 10), "by method \($0), which is not read")
    }
      + [0, 5, 6, 13].map { bit in
        Malformed("flag \(bit)", pair.with(UInt16(1) << bit, at: first + 8), "“a.txt” is encrypted")
      } + [
        Malformed("signature", pair.with(UInt8(9), at: first + 3), "needs another entry here"),
        Malformed("second signature", pair.with(UInt8(9), at: second), "needs another entry here"),
        Malformed("long name", pair.with(UInt16.max, at: first + 28), "directory is cut off"),
        Malformed("long extra", pair.with(UInt16.max, at: first + 30), "directory is cut off"),
        Malformed("long comment", pair.with(UInt16.max, at: first + 32), "directory is cut off"),
        Malformed("all lengths", pair.with(UInt64.max, at: second + 26), "directory is cut off"),
        Malformed(
          "short name", pair.with(UInt16(11), at: second + 28), "goes on after its 2 entries"),
        Malformed("short first name", pair.with(UInt16(4), at: first + 28), "needs another entry"),
        Malformed("name not UTF-8", pair.with(UInt8(0xFF), at: first + 46), "is not UTF-8"),
        Malformed(
          "zero in the name", pair.with(UInt8(0), at: first + 47), "has a zero in its name"),
        Malformed("disk of an entry", pair.with(UInt16(1), at: first + 34), "in another file"),
        Malformed(
          "long names", zipped([(String(repeating: "n", count: 1025), [])]), "of 1025 bytes"),
        Malformed(
          "name twice", zipped([("a", [1]), ("b", []), ("a", [2])]), "two entries named “a”"),
        Malformed(
          "two spellings of é", zipped([("\u{E9}", []), ("e\u{301}", [])]), "two entries named"),
        Malformed(
          "stored, size more", pair.with(UInt32(11), at: first + 24), "10 bytes stand for 11"),
        Malformed(
          "stored, packed more", pair.with(UInt32(9), at: first + 20), "9 bytes stand for 10"),
        Malformed(
          "deflated but stored", pair.with(UInt16(0), at: second + 10), "12 bytes stand for 500"),
        Malformed("size 4 GiB − 1", pair.with(UInt32.max, at: second + 24), "zip64 should give"),
        Malformed("packed 4 GiB − 1", pair.with(UInt32.max, at: second + 20), "zip64 should give"),
        Malformed("place 4 GiB − 1", pair.with(UInt32.max, at: second + 42), "zip64 should give"),
        Malformed("disk 65,535", pair.with(UInt16.max, at: second + 34), "zip64 should give"),
      ]
  }

  static func layouts() throws -> [Malformed] {
    let pair = try pair()
    let (first, second) = (pair.records[0], pair.records[1])
    let (a, b) = (pair.locals[0], pair.locals[1])
    let places: [UInt32] = [1, 20, UInt32(second), UInt32(first), UInt32(first) - 29, .max - 1]
    return places.map {
      Malformed("entry at \($0)", pair.with($0, at: second + 42), "no local header at \($0)")
    } + [
      Malformed(
        "entry at another", pair.with(UInt32(0), at: second + 42), "another name in its local"),
      Malformed(
        "entries share bytes",
        pair.with(UInt32(11), at: first + 20).with(UInt32(11), at: first + 24),
        "“folder/b.txt” overlaps the entry before it"),
      Malformed(
        "entry over the next",
        pair.with(UInt32(64), at: first + 20).with(UInt32(64), at: first + 24),
        "“folder/b.txt” overlaps the entry before it"),
      Malformed(
        "beyond the directory", pair.with(UInt32(13), at: second + 20), "do not fit before"),
      Malformed("beyond the file", pair.with(UInt32.max - 1, at: second + 20), "do not fit before"),
      Malformed("local signature", pair.with(UInt8(9), at: b + 2), "no local header at 45"),
      Malformed(
        "other local name", pair.with(UInt8(0x62), at: a + 30), "another name in its local"),
      Malformed(
        "shorter local name", pair.with(UInt32(4 | 1 << 16), at: a + 26),
        "another name in its local"),
      Malformed("long local name", pair.with(UInt16.max, at: a + 26), "do not fit before"),
      Malformed("long local extra", pair.with(UInt16.max, at: a + 28), "do not fit before"),
      Malformed(
        "local extra over the next", pair.with(UInt16(1), at: a + 28), "overlaps the entry"),
    ]
  }

  static func contents() throws -> [Malformed] {
    let pair = try pair()
    let (bytes, second) = (pair.bytes, pair.records[1])
    let data = pair.locals[1] + 30 + 12
    let zeros = Pair(try fixture("zeros.zip"))
    // One byte more behind the packed ones.
    let longer = bytes.with(UInt32(13), at: second + 20).inserting([0], at: data + 12)
      .with(UInt32(100), at: pair.end + 1 + 16)
    return [
      Malformed(
        "check sum", pair.with(UInt8(0), at: pair.records[0] + 16), "“a.txt” does not match"),
      Malformed("check sum, packed", pair.with(UInt8(0), at: second + 16), "b.txt” does not match"),
      Malformed(
        "changed byte", pair.with(UInt8(0x48), at: 35), "“a.txt” does not match its check sum"),
      Malformed("stored but deflated", pair.with(UInt16(8), at: pair.records[0] + 10), "“a.txt” "),
      Malformed("no block of deflate", pair.with(UInt8(7), at: data), "“folder/b.txt” is damaged"),
      Malformed(
        "size less", pair.with(UInt32(499), at: second + 24), "to 499 bytes but holds more"),
      Malformed("size 0", pair.with(UInt32(0), at: second + 24), "to 0 bytes but holds more"),
      Malformed("size more", pair.with(UInt32(501), at: second + 24), "to 501 bytes but holds 500"),
      Malformed("packed less", pair.with(UInt32(11), at: second + 20), "ends in the middle"),
      Malformed("packed to nothing", pair.with(UInt32(0), at: second + 20), "ends in the middle"),
      Malformed("bytes behind", longer, "has 1 bytes behind its packed ones"),
      Malformed(
        "bomb that says little", zeros.with(UInt32(10), at: zeros.records[0] + 24), "holds more"),
      Malformed(
        "bomb of 4 GiB", zeros.with(UInt32.max - 1, at: zeros.records[0] + 24),
        "claims 4294967294 bytes"),
      Malformed(
        "bomb of 64 MiB and a byte", zeros.with(UInt32(1 << 26 + 1), at: zeros.records[0] + 24),
        "claims 67108865 bytes"),
    ]
  }

  static func large() throws -> [Malformed] {
    let pair = Pair(try fixture("zip64.zip"))
    let (locator, record) = (pair.end - 20, pair.end - 76)
    // Behind 46 bytes and the name.
    let (first, second) = (pair.records[0] + 46 + 5, pair.records[1] + 46 + 12)
    let signature: UInt32 = 0x0606_4B50
    // The last record leaves everything to that of zip64.
    let open = Pair(
      pair.with(UInt64.max, at: pair.end + 4).with(UInt64.max, at: pair.end + 12))
    return [
      Malformed("place of the record", pair.with(UInt64(295), at: locator + 8), "is not where"),
      Malformed("record at 2⁶⁴ − 1", pair.with(UInt64.max, at: locator + 8), "is not where"),
      Malformed("record at 2⁶³ − 1", pair.with(UInt64.max >> 1, at: locator + 8), "is not where"),
      Malformed(
        "record in the locator", pair.with(UInt64(locator), at: locator + 8), "is not where"),
      Malformed(
        "record of 20 bytes",
        pair.with(signature, at: locator - 20).with(UInt64(8), at: locator - 16)
          .with(UInt64(locator - 20), at: locator + 8),
        "is not where"),
      Malformed(
        "record of 8 bytes",
        pair.with(signature, at: locator - 8).with(UInt64(locator - 8), at: locator + 8),
        "is not where"),
      Malformed("disk of the record", pair.with(UInt32(1), at: locator + 4), "is not where"),
      Malformed("two disks", pair.with(UInt32(2), at: locator + 16), "is not where"),
      Malformed("record signature", pair.with(UInt8(9), at: record), "is not where"),
      Malformed("record shorter", pair.with(UInt64(43), at: record + 4), "is not where"),
      Malformed("record longer", pair.with(UInt64(45), at: record + 4), "is not where"),
      Malformed("record of 2⁶⁴ − 1", pair.with(UInt64.max, at: record + 4), "is not where"),
      Malformed("locator alone", Array(pair.bytes[locator...]), "does not start with PK"),
      Malformed("no locator", pair.with(UInt8(9), at: locator), "does not end where"),
      Malformed("count differs", pair.with(UInt64(3), at: record + 24), "contradict each other"),
      Malformed("size differs", pair.with(UInt64(156), at: record + 40), "contradict each other"),
      Malformed("place differs", pair.with(UInt64(0), at: record + 48), "contradict each other"),
      Malformed("disks", open.with(UInt64.max, at: record + 16), "split over several files"),
      Malformed(
        "2⁶⁴ − 1 entries", open.with(UInt64.max, at: record + 24).with(UInt64.max, at: record + 32),
        "18446744073709551615 entries"),
      Malformed(
        "100,001 entries",
        open.with(UInt64(100_001), at: record + 24).with(UInt64(100_001), at: record + 32),
        "100001 entries, more than 100000"),
      Malformed(
        "10,000 entries",
        open.with(UInt64(10_000), at: record + 24).with(UInt64(10_000), at: record + 32),
        "cannot list 10000 entries"),
      Malformed(
        "directory of 2⁶⁴ − 1", open.with(UInt64.max, at: record + 40), "does not end where"),
      Malformed(
        "directory at 2⁶⁴ − 1", open.with(UInt64.max, at: record + 48), "does not end where"),
      Malformed(
        "directory at 2⁶³", open.with(UInt64(1) << 63, at: record + 48), "does not end where"),
      Malformed("no field of zip64", pair.with(UInt16(2), at: first), "lacks a number that zip64"),
      Malformed("short field of zip64", pair.with(UInt16(8), at: first + 2), "lacks a number"),
      Malformed("half a number of zip64", pair.with(UInt16(12), at: first + 2), "lacks a number"),
      Malformed("empty field of zip64", pair.with(UInt16(0), at: first + 2), "lacks a number"),
      Malformed(
        "long field of zip64", pair.with(UInt16(17), at: first + 2), "damaged extra fields"),
      Malformed(
        "two fields of zip64",
        pair.with(UInt16(8), at: second + 2).with(UInt32(1), at: second + 12),
        "damaged extra fields"),
      Malformed("size 2⁶³", pair.with(UInt64(1) << 63, at: second + 4), "too large for any file"),
      Malformed("packed 2⁶⁴ − 1", pair.with(UInt64.max, at: second + 12), "too large for any file"),
      Malformed("place 2⁶³", pair.with(UInt64(1) << 63, at: second + 20), "too large for any file"),
      Malformed(
        "place 2⁶³ − 1", pair.with(UInt64.max >> 1, at: second + 20), "no local header at 9"),
      Malformed("packed 2⁶³ − 1", pair.with(UInt64.max >> 1, at: second + 12), "do not fit before"),
      Malformed(
        "sizes beyond Int", pair.with(UInt64.max >> 1, at: second + 4), "claims 9223372036854775807"
      ),
      Malformed(
        "bomb of 10 GB", pair.with(UInt64(10_000_000_000), at: second + 4),
        "claims 10000000000 bytes"),
    ]
  }

  @Test(arguments: try ends() + directories() + layouts() + contents() + large())
  func isRefused(_ malformed: Malformed) {
    malformed.expectRefusal(by: "model.zip") { (bytes, name) throws(FormatError) in
      let archive = try ZipArchive(parsing: bytes, name: name)
      for entry in archive.entries { _ = try archive.contents(of: entry) }
    }
  }

  @Test(arguments: [
    "pair.zip", "comment.zip", "streamed.zip", "zip64.zip", "torch.pt", "empty.zip",
  ])
  func everyTruncationIsRefused(_ name: String) throws {
    let bytes = try fixture(name)
    for count in bytes.indices {
      let found = zipError(Array(bytes[..<count]))
      #expect(found?.kind == .badData && found?.byteOffset != nil, "\(count) bytes")
    }
  }

  /// Whichever byte of an archive is changed: it is refused, or what it holds stays the same.
  @Test(arguments: ["pair.zip", "comment.zip", "zip64.zip", "streamed.zip", "torch.pt"])
  func noByteChangesTheContents(_ name: String) throws {
    let sound = try fixture(name)
    let contents = try readAll(sound)
    var refused = 0
    for place in sound.indices {
      for change: UInt8 in [1, 2, 0x20, 0x80, 0xFF] {
        var bytes = sound
        bytes[place] ^= change
        do throws(FormatError) {
          #expect(try readAll(bytes) == contents, "byte \(place)")
        } catch {
          #expect(error.kind == .badData && !error.hint.isEmpty)
          refused += 1
        }
      }
    }
    #expect(refused > sound.count)
  }

  private func readAll(_ bytes: [UInt8]) throws(FormatError) -> [String: [UInt8]] {
    let archive = try ZipArchive(parsing: bytes, name: "changed")
    var contents: [String: [UInt8]] = [:]
    for entry in archive.entries { contents[entry.name] = try archive.contents(of: entry) }
    return contents
  }

  @Test(arguments: ["pair.zip", "zip64.zip", "stored.npz", "deflated.npz"])
  func mutations(_ name: String) throws {
    let sound = try fixture(name)
    var generator = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let bytes = mutated(sound, using: &generator)
      if let found = zipError(bytes) { #expect(found.kind == .badData && !found.hint.isEmpty) }
    }
  }
}
