/// The end of a zip archive, which says where its directory stands.
struct ZipEnd {
  /// Where the entries are listed.
  let directory: Range<Int>
  let entryCount: Int

  /// Finds the end and compares what it says with the file.
  init(_ bytes: [UInt8]) throws(FormatError) {
    let start = try endRecord(bytes)
    let span = bytes.span
    var record = Record(
      disks: [
        UInt64(littleEndian(span, at: start + 4) as UInt16),
        UInt64(littleEndian(span, at: start + 6) as UInt16),
      ],
      counts: [
        UInt64(littleEndian(span, at: start + 8) as UInt16),
        UInt64(littleEndian(span, at: start + 10) as UInt16),
      ],
      size: UInt64(littleEndian(span, at: start + 12) as UInt32),
      offset: UInt64(littleEndian(span, at: start + 16) as UInt32), start: start)
    if let large = try Self.largeRecord(bytes, before: start) {
      guard large.agrees(with: record) else {
        throw FormatError(
          "the two records at the archive's end contradict each other", at: large.start,
          hint: copyAgainHint)
      }
      record = large
    }
    (directory, entryCount) = try record.checked()
  }

  /// The numbers in the last record, or in the one that zip64 adds.
  private struct Record {
    /// The number of this file of a split archive and of the one where the directory starts.
    let disks: [UInt64]
    /// How many entries are listed in this file and in all.
    let counts: [UInt64]
    /// The length of the directory.
    let size: UInt64
    /// The place of the directory.
    let offset: UInt64
    /// Where the record itself stands.
    let start: Int

    /// Whether the numbers of the last record are these, or say that they are too small for them.
    func agrees(with last: Record) -> Bool {
      let pairs = zip(disks + counts, last.disks + last.counts).map { ($0, $1, UInt64(0xFFFF)) }
      return (pairs + [(size, last.size, 0xFFFF_FFFF), (offset, last.offset, 0xFFFF_FFFF)])
        .allSatisfy { large, small, full in small == full || small == large }
    }

    func checked() throws(FormatError) -> (directory: Range<Int>, entryCount: Int) {
      guard disks == [0, 0], counts[0] == counts[1] else {
        throw FormatError(
          "the archive is split over several files, which is not read", at: start,
          hint: "join it into one file, for example with zip -s 0")
      }
      guard counts[0] <= ZipArchive.entryLimit else {
        throw FormatError(
          "the archive says it has \(counts[0]) entries, more than \(ZipArchive.entryLimit)",
          at: start, hint: "check that this is the file you meant; split it if it is")
      }
      let (end, overflow) = offset.addingReportingOverflow(size)
      guard !overflow, end == start else {
        throw FormatError(
          "the directory of \(size) bytes at \(offset) does not end where the archive's end "
            + "starts, at \(start)", at: start, hint: copyAgainHint)
      }
      guard counts[0] * UInt64(zipDirectoryEntrySize) <= size else {
        throw FormatError(
          "a directory of \(size) bytes cannot list \(counts[0]) entries", at: start,
          hint: copyAgainHint)
      }
      // The numbers are no larger than `start`, and that is a place in the file.
      return (Int(offset)..<start, Int(counts[0]))
    }
  }

  /// What zip64 adds before the last record of an archive with many entries or large ones, and
  /// what some programs always add.
  private static func largeRecord(
    _ bytes: [UInt8], before end: Int
  ) throws(FormatError) -> Record? {
    let span = bytes.span
    let locator = end - 20
    guard locator >= 0, littleEndian(span, at: locator) == zipSignature(6, 7) else { return nil }
    let disk: UInt32 = littleEndian(span, at: locator + 4)
    let place: UInt64 = littleEndian(span, at: locator + 8)
    let diskCount: UInt32 = littleEndian(span, at: locator + 16)
    let shortest = 56
    guard disk == 0, diskCount <= 1, let start = Int(exactly: place), locator >= shortest,
      start <= locator - shortest, littleEndian(span, at: start) == zipSignature(6, 6),
      littleEndian(span, at: start + 4) == UInt64(locator - start - 12)
    else {
      throw FormatError(
        "the zip64 record is not where the archive's end says, at \(place)", at: locator,
        hint: copyAgainHint)
    }
    return Record(
      disks: [
        UInt64(littleEndian(span, at: start + 16) as UInt32),
        UInt64(littleEndian(span, at: start + 20) as UInt32),
      ],
      counts: [littleEndian(span, at: start + 24), littleEndian(span, at: start + 32)],
      size: littleEndian(span, at: start + 40), offset: littleEndian(span, at: start + 48),
      start: start)
  }
}

/// `PK` and two numbers, with which every record of an archive starts.
func zipSignature(_ first: UInt8, _ second: UInt8) -> UInt32 {
  UInt32(second) << 24 | UInt32(first) << 16 | 0x4B50
}

/// Whether the bytes start like a zip archive, with or without entries.
func isZip(_ bytes: some Collection<UInt8>) -> Bool {
  bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
}

/// The place of the last record, behind which only a comment of the length it says may stand.
private func endRecord(_ bytes: [UInt8]) throws(FormatError) -> Int {
  guard isZip(bytes) else {
    throw FormatError(
      "this is not a zip archive: it does not start with PK", at: 0,
      hint: "check that this is the file you meant")
  }
  let (size, longestComment) = (22, 0xFFFF)
  let last = bytes.count - size
  let places = stride(from: last, through: max(0, last - longestComment), by: -1)
  guard last >= 0,
    let start = places.first(where: {
      bytes[$0] == 0x50 && littleEndian(bytes.span, at: $0) == zipSignature(5, 6)
    })
  else {
    throw FormatError(
      "the archive has no end: it is truncated", at: bytes.count,
      hint: "the file is incomplete; copy or fetch it again")
  }
  let commentLength: UInt16 = littleEndian(bytes.span, at: start + 20)
  let end = start + size + Int(commentLength)
  guard end == bytes.count else {
    throw FormatError(
      end < bytes.count ? "the file goes on after the archive" : "the archive's end is truncated",
      at: min(end, bytes.count), hint: copyAgainHint)
  }
  return start
}
