/// What the directory says about an entry.
struct ZipRecord {
  let name: String
  /// The name as it stands in the file.
  let nameBytes: ArraySlice<UInt8>
  let isDeflated: Bool
  let checkSum: UInt32
  let packedSize: Int
  let size: Int
  /// Where the entry's local header stands.
  let header: Int
  /// Where this record stands.
  let place: Int
}

/// The length of an entry in the directory without its name and what follows it.
let zipDirectoryEntrySize = 46

/// The entries of the directory, in its order, whose sizes are possible for a file of this length.
func zipDirectory(_ bytes: [UInt8], _ end: ZipEnd) throws(FormatError) -> [ZipRecord] {
  var records: [ZipRecord] = []
  records.reserveCapacity(end.entryCount)
  let limit = unpackedLimit(fileSize: bytes.count)
  var place = end.directory.lowerBound
  var total = 0
  for _ in 0..<end.entryCount {
    let record = try ZipRecord(bytes, &place, before: end.directory.upperBound)
    records.append(record)
    let (sum, overflow) = total.addingReportingOverflow(record.size)
    guard !overflow, sum <= limit else {
      throw FormatError(
        entry: record.name,
        "claims \(record.size) bytes: the archive would unpack to more than \(limit) bytes, which "
          + "one of \(bytes.count) bytes cannot hold", at: record.place,
        hint: "do not trust this file: it may be a zip bomb")
    }
    total = sum
  }
  guard place == end.directory.upperBound else {
    throw FormatError(
      "the directory goes on after its \(end.entryCount) entries", at: place, hint: copyAgainHint)
  }
  return records
}

/// Deflate packs at most 1032 bytes into one, and no file may unpack to more than the longest that
/// is read.
private func unpackedLimit(fileSize: Int) -> Int {
  min(max(64 << 20, 1100 * fileSize), 1 << 34)
}

extension ZipRecord {
  /// Reads the record at `place` and moves on behind it.
  fileprivate init(_ bytes: [UInt8], _ place: inout Int, before end: Int) throws(FormatError) {
    let start = place
    let span = bytes.span
    guard end - start >= zipDirectoryEntrySize,
      littleEndian(span, at: start) == zipSignature(1, 2)
    else {
      throw FormatError(
        "the archive's directory needs another entry here", at: start, hint: copyAgainHint)
    }
    let flags: UInt16 = littleEndian(span, at: start + 8)
    let method: UInt16 = littleEndian(span, at: start + 10)
    checkSum = littleEndian(span, at: start + 16)
    let lengths = [28, 30, 32].map { Int(littleEndian(span, at: start + $0) as UInt16) }
    let nameStart = start + zipDirectoryEntrySize
    guard lengths.reduce(0, +) <= end - nameStart else {
      throw FormatError(
        "an entry of the archive's directory is cut off", at: start, hint: copyAgainHint)
    }
    let extraStart = nameStart + lengths[0]
    nameBytes = bytes[nameStart..<extraStart]
    name = try entryName(nameBytes, at: start)
    self.place = start
    place = extraStart + lengths[1] + lengths[2]

    var large = try ZipLargeField(bytes[extraStart..<extraStart + lengths[1]], of: name, at: start)
    size = try large.number(littleEndian(span, at: start + 24) as UInt32)
    packedSize = try large.number(littleEndian(span, at: start + 20) as UInt32)
    header = try large.number(littleEndian(span, at: start + 42) as UInt32)
    let disk = try large.number(littleEndian(span, at: start + 34) as UInt16)
    guard disk == 0 else {
      throw FormatError(
        entry: name, "is in another file of a split archive", at: start,
        hint: "join it into one file, for example with zip -s 0")
    }
    // Bits for encrypted bytes, for patches, for strong encryption and for a hidden directory.
    guard flags & 0b0010_0000_0110_0001 == 0 else {
      throw FormatError(
        entry: name, "is encrypted", at: start, hint: "unpack it and pack it without a password")
    }
    guard method == 0 || method == 8 else {
      throw FormatError(
        entry: name, "is packed by method \(method), which is not read", at: start,
        hint: "pack it with deflate or not at all")
    }
    isDeflated = method == 8
    guard isDeflated || size == packedSize else {
      throw FormatError(
        entry: name, "is not packed but says \(packedSize) bytes stand for \(size)", at: start,
        hint: copyAgainHint)
    }
  }
}

private func entryName(
  _ bytes: ArraySlice<UInt8>, at place: Int
) throws(FormatError) -> String {
  guard bytes.count <= ZipArchive.nameLimit else {
    throw FormatError(
      "an entry has a name of \(bytes.count) bytes, more than \(ZipArchive.nameLimit)", at: place,
      hint: "give it a shorter name")
  }
  // Old archives may use the letters of MS-DOS, which agree with UTF-8 in English.
  guard let name = String(validating: bytes, as: UTF8.self) else {
    throw FormatError(
      "the name of an entry is not UTF-8", at: place, hint: "pack it with a plain English name")
  }
  guard !bytes.contains(0) else {
    throw FormatError(
      entry: name, "has a zero in its name", at: place, hint: ZipHint.packAgain)
  }
  return name
}

/// The extra field of zip64, with the numbers that are too large for the record.
private struct ZipLargeField {
  private var numbers: ArraySlice<UInt8> = []
  private let name: String
  private let place: Int

  /// - Parameters:
  ///   - extra: all the extra fields of an entry.
  ///   - name: the entry.
  ///   - place: where it stands in the directory.
  init(_ extra: ArraySlice<UInt8>, of name: String, at place: Int) throws(FormatError) {
    (self.name, self.place) = (name, place)
    var rest = extra
    var found = false
    // Less than the start of a field is padding.
    while rest.count >= 4 {
      let kind = UInt16(rest[rest.startIndex]) | UInt16(rest[rest.startIndex + 1]) << 8
      let length = Int(rest[rest.startIndex + 2]) | Int(rest[rest.startIndex + 3]) << 8
      rest = rest.dropFirst(4)
      guard length <= rest.count, kind != 1 || !found else {
        throw FormatError(
          entry: name, "has damaged extra fields", at: place, hint: copyAgainHint)
      }
      if kind == 1 {
        numbers = rest.prefix(length)
        found = true
      }
      rest = rest.dropFirst(length)
    }
  }

  /// The number of the record, or the next one of this field where the record's is too small.
  mutating func number<Word: FixedWidthInteger & UnsignedInteger>(
    _ word: Word
  ) throws(FormatError) -> Int {
    guard word == .max else { return Int(word) }
    let size = word.bitWidth == 16 ? 4 : 8
    guard numbers.count >= size else {
      throw FormatError(
        entry: name, "lacks a number that zip64 should give", at: place, hint: copyAgainHint)
    }
    var large: UInt64 = 0
    for byte in numbers.prefix(size).reversed() { large = large << 8 | UInt64(byte) }
    numbers = numbers.dropFirst(size)
    guard let number = Int(exactly: large) else {
      throw FormatError(
        entry: name, "says a size or place of \(large) bytes, too large for any file", at: place,
        hint: copyAgainHint)
    }
    return number
  }
}
