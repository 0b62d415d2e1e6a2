/// The first part of an IDX file: two zeros, a byte for the number type and one for the number of
/// axes, then the size of each axis as 32 bits; everything is big endian.
struct IDXHeader {
  private static let rankLimit = 8

  /// The size of the longest header in bytes.
  static let longest = 4 + 4 * rankLimit

  let element: IDXFile.Element
  let dimensions: [Int]

  /// Where the numbers start.
  let end: Int

  /// Reads the header.
  /// - Parameter bytes: the file, or as much of its start as the longest header takes.
  init(_ bytes: [UInt8]) throws(FormatError) {
    let hint = "give an IDX file, such as MNIST's train-images-idx3-ubyte.gz"
    guard bytes.count >= 4 else {
      throw FormatError(
        "this is not an IDX file: it has only \(bytes.count) bytes", at: 0, hint: hint)
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      throw FormatError(
        "this is not an IDX file: it does not start with two zeros", at: 0, hint: hint)
    }
    guard let element = IDXFile.Element(rawValue: bytes[2]) else {
      throw FormatError(
        "the number type 0x\(String(bytes[2], radix: 16)) is none of IDX", at: 2, hint: hint)
    }
    let rank = Int(bytes[3])
    guard 1...Self.rankLimit ~= rank else {
      throw FormatError(
        "the header says \(rank) axes, not 1 to \(Self.rankLimit)", at: 3, hint: hint)
    }
    let end = 4 + 4 * rank
    guard bytes.count >= end else {
      throw FormatError(
        "the header of \(end) bytes ends after \(bytes.count)", at: bytes.count,
        hint: copyAgainHint)
    }
    dimensions = (0..<rank).map { axis in
      let size: UInt32 = bigEndian(bytes.span, at: 4 + 4 * axis)
      return Int(size)
    }
    (self.element, self.end) = (element, end)
  }
}
