/// The entries with the places of their bytes, each of which belongs to one entry only.
///
/// - Parameters:
///   - records: the directory.
///   - bytes: the archive.
///   - end: where the directory starts.
func zipEntries(
  _ records: [ZipRecord], _ bytes: [UInt8], before end: Int
) throws(FormatError) -> [ZipArchive.Entry] {
  var entries: [ZipArchive.Entry] = []
  entries.reserveCapacity(records.count)
  for record in records {
    entries.append(
      ZipArchive.Entry(
        name: record.name, size: record.size, isDeflated: record.isDeflated,
        checkSum: record.checkSum, data: try dataRange(of: record, bytes, before: end)))
  }
  let order = records.indices.sorted {
    (records[$0].header, $0) < (records[$1].header, $1)
  }
  var taken = 0
  for index in order {
    let record = records[index]
    guard record.header >= taken else {
      throw FormatError(
        entry: record.name, "overlaps the entry before it", at: record.place,
        hint: "do not trust this file: its entries share their bytes")
    }
    taken = entries[index].data.upperBound
  }
  return entries
}

/// Where the bytes of an entry stand, behind its local header.
///
/// That header is only measured: programs that write into a pipe leave its sizes empty.
private func dataRange(
  of record: ZipRecord, _ bytes: [UInt8], before end: Int
) throws(FormatError) -> Range<Int> {
  let headerSize = 30
  guard record.header <= end - headerSize,
    littleEndian(bytes.span, at: record.header) == zipSignature(3, 4)
  else {
    throw FormatError(
      entry: record.name, "has no local header at \(record.header)", at: record.place,
      hint: copyAgainHint)
  }
  let nameLength: UInt16 = littleEndian(bytes.span, at: record.header + 26)
  let extraLength: UInt16 = littleEndian(bytes.span, at: record.header + 28)
  let nameStart = record.header + headerSize
  let start = nameStart + Int(nameLength) + Int(extraLength)
  guard start <= end, record.packedSize <= end - start else {
    throw FormatError(
      entry: record.name, "has \(record.packedSize) bytes that do not fit before the directory",
      at: record.place, hint: copyAgainHint)
  }
  guard bytes[nameStart..<nameStart + Int(nameLength)] == record.nameBytes else {
    throw FormatError(
      entry: record.name, "has another name in its local header", at: record.header,
      hint: copyAgainHint)
  }
  return start..<start + record.packedSize
}
