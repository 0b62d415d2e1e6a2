/// The archive with the place and the length of its directory set right.
public func repaired(_ bytes: [UInt8]) -> [UInt8] {
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

/// A zip archive with entries that are not packed.
public func archive(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func word(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var (archive, directory): ([UInt8], [UInt8]) = ([], [])
  for (name, bytes) in entries {
    let common =
      word(20, 8) + word(0, 2) + word(Int(checkSum(bytes)), 4) + word(bytes.count, 4)
      + word(bytes.count, 4) + word(name.utf8.count, 2) + word(0, 2)
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common
    directory += word(0, 8) + word(0, 2) + word(archive.count, 4) + Array(name.utf8)
    archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
  }
  let end =
    word(entries.count, 2) + word(entries.count, 2) + word(directory.count, 4)
    + word(archive.count, 4) + word(0, 2)
  return archive + directory + [0x50, 0x4B, 5, 6] + word(0, 4) + end
}

/// The archive with the check sums of entries that are not packed set right.
public func withCheckSums(_ bytes: [UInt8]) -> [UInt8] {
  func number(_ size: Int, at place: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
  var result = bytes
  guard bytes.count >= 46 else { return bytes }
  for record in 0...bytes.count - 46
  where bytes[record..<record + 4].elementsEqual([0x50, 0x4B, 1, 2]) {
    let (size, header) = (number(4, at: record + 24), number(4, at: record + 42))
    guard header <= bytes.count - 30 else { continue }
    let start = header + 30 + number(2, at: header + 26) + number(2, at: header + 28)
    guard start <= bytes.count, size <= bytes.count - start else { continue }
    let sum = checkSum(Array(bytes[start..<start + size]))
    for index in 0..<4 {
      result[record + 16 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index))
    }
  }
  return result
}

/// The check sum of ISO 3309, byte by byte.
private func checkSum(_ bytes: [UInt8]) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes { sum = sum >> 8 ^ checkSums[Int((sum ^ UInt32(byte)) & 0xFF)] }
  return ~sum
}

private let checkSums = (0..<256).map { byte in
  (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
}
