/// The word at a place whose lowest byte comes first.
/// - Precondition: the word lies within the bytes.
package func littleEndian<Word: FixedWidthInteger>(_ bytes: Span<UInt8>, at offset: Int) -> Word {
  var word: Word = 0
  for index in 0..<MemoryLayout<Word>.size {
    word |= Word(truncatingIfNeeded: bytes[offset + index]) << (8 * index)
  }
  return word
}

/// The word at a place whose highest byte comes first.
/// - Precondition: the word lies within the bytes.
func bigEndian<Word: FixedWidthInteger>(_ bytes: Span<UInt8>, at offset: Int) -> Word {
  let word: Word = littleEndian(bytes, at: offset)
  return word.byteSwapped
}
