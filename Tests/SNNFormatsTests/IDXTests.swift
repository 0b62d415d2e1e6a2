import SNNFormats
import SNNTestSupport
import Testing

/// An IDX file made by hand.
func idx(_ type: UInt8, _ sizes: [UInt32], _ data: [UInt8], rank: UInt8? = nil) -> [UInt8] {
  var bytes: [UInt8] = [0, 0, type, rank ?? UInt8(sizes.count)]
  for size in sizes {
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: size >> UInt32(shift))) }
  }
  return bytes + data
}

@Suite struct IDXTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let type: UInt8
    let data: String
    let values: [Double]
    var testDescription: String { "type \(type)" }
  }

  /// Two numbers of each type, by two's complement and IEEE 754.
  @Test(arguments: [
    Example(type: 0x08, data: "00ff", values: [0, 255]),
    Example(type: 0x09, data: "80 7f", values: [-128, 127]),
    Example(type: 0x0B, data: "fffe 012c", values: [-2, 300]),
    Example(type: 0x0C, data: "80000000 7fffffff", values: [-2_147_483_648, 2_147_483_647]),
    Example(type: 0x0D, data: "3f800000 c0200000", values: [1, -2.5]),
    Example(type: 0x0E, data: "3ff0000000000000 c004000000000000", values: [1, -2.5]),
  ])
  func everyTypeIsRead(_ example: Example) throws {
    let bytes = idx(example.type, [1, 2], hexadecimal(example.data))
    let file = try IDXFile(parsing: bytes, name: "file")
    #expect(file.dimensions == [1, 2] && file.values == example.values)
    #expect(file.element.rawValue == example.type)
    for count in bytes.indices {
      let found = error { () throws(FormatError) in
        _ = try IDXFile(parsing: Array(bytes[..<count]), name: "file")
      }
      #expect(found?.kind == .badData && found?.byteOffset != nil, "\(count) bytes")
    }
  }

  static let malformed = [
    Malformed("empty", [], "only 0 bytes"),
    Malformed("three bytes", [0, 0, 8], "only 3 bytes"),
    Malformed("first byte", [1, 0, 8, 1, 0, 0, 0, 1, 9], "start with two zeros"),
    Malformed("second byte", [0, 1, 8, 1, 0, 0, 0, 1, 9], "start with two zeros"),
    Malformed("little endian", [1, 8, 0, 0, 1, 0, 0, 0, 9], "start with two zeros"),
    Malformed("text", Array("hello".utf8), "start with two zeros"),
    Malformed("NumPy", [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "start with two zeros"),
    Malformed("type 0", idx(0, [1], [9]), "number type 0x0"),
    Malformed("type 7", idx(7, [1], [9]), "number type 0x7"),
    Malformed("type 10", idx(10, [1], [9]), "number type 0xa"),
    Malformed("type 15", idx(15, [1], [9]), "number type 0xf"),
    Malformed("type 255", idx(255, [1], [9]), "number type 0xff"),
    Malformed("no axes", idx(8, [], [9]), "says 0 axes"),
    Malformed("nine axes", idx(8, [1, 1, 1, 1, 1, 1, 1, 1, 1], [9]), "says 9 axes"),
    Malformed("255 axes", idx(8, [1], [9], rank: 255), "says 255 axes"),
    Malformed("no size", idx(8, [], [], rank: 1), "header of 8 bytes ends after 4"),
    Malformed("half a size", [0, 0, 8, 1, 0, 0], "header of 8 bytes ends after 6"),
    Malformed("one size of two", idx(8, [1], [], rank: 2), "header of 12 bytes ends after 8"),
    Malformed("too short", idx(8, [3], [1, 2]), "says 3 bytes of numbers but the file has 2"),
    Malformed("too long", idx(8, [1], [1, 2]), "goes on after the last number"),
    Malformed("bytes after none", idx(8, [0, 5], [1]), "goes on after the last number"),
    Malformed("half a number", idx(0x0B, [1], [1]), "says 2 bytes of numbers but the file has 1"),
    Malformed("huge", idx(8, [.max], [1]), "says 4294967295 bytes"),
    Malformed("product beyond Int", idx(8, [.max, .max, .max], [1]), "too large for any file"),
    Malformed("bytes beyond Int", idx(0x0E, [1 << 30, 1 << 30], [1]), "too large for any file"),
    Malformed("zero hides nothing", idx(8, [0, .max, .max, .max], []), "too large for any file"),
  ]

  @Test(arguments: malformed) func malformedFilesAreRefused(_ file: Malformed) {
    let found = error { () throws(FormatError) in
      _ = try IDXFile(parsing: file.bytes, name: "images")
    }
    #expect(found?.kind == .badData && found?.byteOffset != nil)
    #expect(found?.message.hasPrefix("images: ") == true)
    #expect(found?.message.contains(file.words) == true, "\(found?.message ?? "accepted")")
    #expect(found?.hint.isEmpty == false)
  }

  @Test func noImagesAreImages() throws {
    let file = try IDXFile(parsing: idx(8, [0, 28, 28], []), name: "file")
    #expect(file.dimensions == [0, 28, 28] && file.values.isEmpty)
  }
}

/// Files packed by Python's `gzip.compress`, which wraps zlib itself, and a few broken ones.
@Suite struct GzipTests {
  /// `[0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]`
  static let packed = hexadecimal(
    "1f8b08000000000002036360e06062606000616646266616d6ff00f0de5f2112000000")

  @Test func unpacks() throws {
    let file = try IDXFile(parsing: Self.packed, name: "file.gz")
    #expect(file.dimensions == [2, 3] && file.values == [1, 2, 3, 4, 5, 255])
  }

  @Test func otherBytesStayAsTheyAre() throws {
    #expect(try decompressed([1, 2, 3], name: "file", limit: 1) == [1, 2, 3])
    #expect(try decompressed([], name: "file") == [])
  }

  private func refusal(_ bytes: [UInt8], limit: Int = 100) -> FormatError? {
    error { () throws(FormatError) in _ = try decompressed(bytes, name: "file.gz", limit: limit) }
  }

  @Test func everyTruncationIsRefused() {
    for count in 2..<Self.packed.count {
      let found = refusal(Array(Self.packed[..<count]))
      #expect(found?.message.contains("truncated") == true, "\(count) bytes")
      #expect(found?.byteOffset == count)
    }
  }

  /// Every byte whose change zlib must notice: the method, the data, the check sum, the length.
  @Test(arguments: [2, 10, 12, 20, 28, 30, 32, 34]) func damageIsRefused(_ place: Int) {
    var bytes = Self.packed
    bytes[place] ^= 0x41
    #expect(refusal(bytes)?.kind == .badData)
  }

  /// The same file in two members, as `cat a.gz b.gz` makes it.
  static let members = [
    hexadecimal("1f8b08000000000002036360e06062606060620000409918aa09000000"),
    hexadecimal("1f8b08000000000002036360606664626661fd0f000c92b42309000000"),
  ]

  @Test(arguments: [0, 1, 1000]) func membersAndPaddingAreOneFile(_ zeros: Int) throws {
    let bytes = Self.members.flatMap { $0 } + [UInt8](repeating: 0, count: zeros)
    let file = try IDXFile(parsing: bytes, name: "file.gz")
    #expect(file.dimensions == [2, 3] && file.values == [1, 2, 3, 4, 5, 255])
    let empty = hexadecimal("1f8b080000000000020303000000000000000000")
    #expect(try decompressed(empty + bytes, name: "file.gz").count == 18)
  }

  @Test func aLaterMemberIsCheckedToo() {
    let bytes = Self.members.flatMap { $0 }
    for count in Self.members[0].count + 2..<bytes.count {
      #expect(refusal(Array(bytes[..<count]))?.message.contains("truncated") == true, "\(count)")
    }
    var damaged = bytes
    damaged[Self.members[0].count + 14] ^= 0x41
    #expect(refusal(damaged)?.kind == .badData)
    #expect(refusal(bytes, limit: 17)?.message.contains("more than 17 bytes") == true)
  }

  @Test func whatFollowsIsRefused() {
    let found = refusal(Self.packed + Array("more".utf8))
    #expect(found?.message == "file.gz: 4 bytes follow the gzip file")
    #expect(found?.byteOffset == Self.packed.count)
    // Zeros are padding at the end of the file only.
    #expect(refusal(Self.packed + [0, 7])?.message.contains("2 bytes follow") == true)
    #expect(refusal(Self.packed + [0] + Self.packed)?.message.contains("36 bytes follow") == true)
  }

  /// A header that asks for one byte and 66 MB behind it, cut off: whoever unpacks it all sees the
  /// missing end and not the byte too many.
  @Test func noMoreIsUnpackedThanTheHeaderAsksFor() {
    let start = hexadecimal("1f8b0800000000000203edc3b10d003008c0b0b0f5ff8b113774b525d79bea02")
    let bytes = start + [UInt8](repeating: 0, count: 1 << 16)
    #expect(refusal(bytes, limit: 1 << 30)?.message.contains("truncated") == true)
    let found = error { () throws(FormatError) in
      _ = try IDXFile(parsing: bytes, name: "file.gz")
    }
    #expect(found?.message == "file.gz: the file goes on after the last number")
    #expect(found?.byteOffset == 9)
  }

  /// Zeros alone, which no IDX file starts with more than two of.
  @Test func aHeaderThatIsNoneEndsTheUnpacking() {
    let start = hexadecimal("1f8b0800000000000203edc13101000000c2a0f54f6d085fa0")
    let found = error { () throws(FormatError) in
      _ = try IDXFile(parsing: start + [UInt8](repeating: 0, count: 1 << 16), name: "file.gz")
    }
    #expect(
      found?.message.contains("number type 0x0 is none of IDX") == true, "\(found?.message ?? "")")
  }

  @Test func theLimitHolds() {
    #expect(refusal(Self.packed, limit: 18) == nil)
    #expect(refusal(Self.packed, limit: 17)?.message.contains("more than 17 bytes") == true)
  }
}
