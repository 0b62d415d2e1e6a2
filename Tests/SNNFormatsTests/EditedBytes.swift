import Foundation
import Testing

/// The place of one of this target's resources.
func resourcePath(_ name: String) throws -> String {
  try #require(Bundle.module.resourceURL).appendingPathComponent(name).path
}

/// The place of a file that another program wrote, or of the folder of them.
func fixturePath(_ name: String = "") throws -> String { try resourcePath("Fixtures/\(name)") }

/// The bytes of a file that another program wrote.
func fixture(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: fixturePath(name))))
}

/// The names in a folder.
func contents(of folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

extension [UInt8] {
  /// The bytes with a word written over some of them, lowest byte first.
  func with(_ word: some FixedWidthInteger, at place: Int) -> [UInt8] {
    var bytes = self
    for index in 0..<word.bitWidth / 8 {
      bytes[place + index] = UInt8(truncatingIfNeeded: word >> (8 * index))
    }
    return bytes
  }

  /// The bytes with others put between them.
  func inserting(_ other: [UInt8], at place: Int) -> [UInt8] {
    Array(self[..<place]) + other + self[place...]
  }

  /// Where a text stands for the first time, or behind `start`.
  func place(of text: [UInt8], from start: Int = 0) -> Int? {
    guard count >= text.count else { return nil }
    return (start...(count - text.count)).first { self[$0..<$0 + text.count].elementsEqual(text) }
  }
}

/// A zip archive made by hand, with entries that are not packed; zip64 says how many.
func zipped(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  var (archive, directory): ([UInt8], [UInt8]) = ([], [])
  func word<Word: FixedWidthInteger>(_ value: Word) -> [UInt8] {
    [UInt8](repeating: 0, count: Word.bitWidth / 8).with(value, at: 0)
  }
  for (name, bytes) in entries {
    let size = UInt32(bytes.count)
    let common =
      word(UInt64(20)) + word(UInt16(0)) + word(checkSum(bytes)) + word(size) + word(size)
      + word(UInt16(name.utf8.count)) + word(UInt16(0))
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common
    directory += [UInt8](repeating: 0, count: 10) + word(UInt32(archive.count)) + Array(name.utf8)
    archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
  }
  let (start, end) = (archive.count, archive.count + directory.count)
  archive += directory + [0x50, 0x4B, 6, 6] + word(UInt64(44)) + word(UInt32(20)) + word(UInt64(0))
  archive += word(UInt64(entries.count)) + word(UInt64(entries.count))
  archive += word(UInt64(directory.count)) + word(UInt64(start))
  archive += [0x50, 0x4B, 6, 7] + word(UInt32(0)) + word(UInt64(end)) + word(UInt32(1))
  archive += [0x50, 0x4B, 5, 6] + word(UInt32(0))
  let count = UInt16(clamping: entries.count)
  return archive + word(count) + word(count) + word(UInt32(directory.count)) + word(UInt32(start))
    + word(UInt16(0))
}

/// The check sum of ISO 3309, bit by bit.
func checkSum(_ bytes: [UInt8]) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return ~sum
}
