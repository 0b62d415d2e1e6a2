import FuzzSupport

/// Zip archives and the arrays in them, as they come and with a directory that is in its place:
/// nearly every change to an archive moves it, and what stands behind that check would never be seen.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNPZ(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = fuzz(start, count, readArchive)
  return fuzz(start, count) { (bytes, name) throws(FormatError) in
    try readArchive(repaired(bytes), name)
  }
}

private func readArchive(_ bytes: [UInt8], _ name: String) throws(FormatError) {
  let archive = try ZipArchive(parsing: bytes, name: name)
  for entry in archive.entries {
    expect(archive[entry.name] != nil, "an entry is not found by its name")
    let content = try archive.contents(of: entry)
    expect(content.count == entry.size, "an entry has another size")
  }
  let file = try NPZFile(parsing: bytes, name: name)
  expect(file.tensors.count == archive.entries.count, "an array is missing")
}

/// The archive with the place and the length of its directory set right.
private func repaired(_ bytes: [UInt8]) -> [UInt8] {
  func places(_ signature: [UInt8]) -> [Int] {
    guard bytes.count >= 22 else { return [] }
    return (0...bytes.count - 4).filter { bytes[$0..<$0 + 4].elementsEqual(signature) }
  }
  var repaired = bytes
  func write(_ word: Int, _ size: Int, at place: Int) {
    for index in 0..<size where place + index < repaired.count {
      repaired[place + index] = UInt8(truncatingIfNeeded: word >> (8 * index))
    }
  }
  guard let directory = places([0x50, 0x4B, 1, 2]).first,
    let end = places([0x50, 0x4B, 5, 6]).last, directory < end, end + 22 <= bytes.count
  else { return bytes }
  let large = places([0x50, 0x4B, 6, 6]).last { $0 > directory && $0 <= end - 76 }
  if let large {
    write(end - 20 - large - 12, 8, at: large + 4)
    write(large - directory, 8, at: large + 40)
    write(directory, 8, at: large + 48)
    write(large, 8, at: end - 12)
  }
  write((large ?? end) - directory, 4, at: end + 12)
  write(directory, 4, at: end + 16)
  write(bytes.count - end - 22, 2, at: end + 20)
  return repaired
}
