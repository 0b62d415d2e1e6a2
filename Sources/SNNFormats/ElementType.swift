package import SNNTensor

/// The number types of weights that are read, all little endian, by their names in safetensors.
package enum ElementType: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint8 = "U8"
  case bool = "BOOL"

  /// What a tensor is written as.
  static var scalar: ElementType { MemoryLayout<Scalar>.size == 8 ? .float64 : .float32 }

  /// The size of one number.
  package var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// The numbers a piece of a file holds; what `Scalar` cannot hold exactly is rounded.
  package func decode(_ bytes: Span<UInt8>) -> [Scalar] {
    switch self {
    case .float64: words(bytes) { (word: UInt64) in Scalar(Double(bitPattern: word)) }
    case .float32: words(bytes) { (word: UInt32) in Scalar(Float(bitPattern: word)) }
    case .float16: words(bytes) { (word: UInt16) in Scalar(Float16(bitPattern: word)) }
    case .bfloat16:
      // A Float without the lower half of its fraction.
      words(bytes) { (word: UInt16) in Scalar(Float(bitPattern: UInt32(word) << 16)) }
    case .int64: words(bytes) { (word: UInt64) in Scalar(Int64(bitPattern: word)) }
    case .int32: words(bytes) { (word: UInt32) in Scalar(Int32(bitPattern: word)) }
    case .int16: words(bytes) { (word: UInt16) in Scalar(Int16(bitPattern: word)) }
    case .int8: words(bytes) { (word: UInt8) in Scalar(Int8(bitPattern: word)) }
    case .uint8: words(bytes) { (word: UInt8) in Scalar(word) }
    case .bool: words(bytes) { (word: UInt8) in word == 0 ? 0 : 1 }
    }
  }
}

/// `convert` of every little-endian word.
private func words<Word: FixedWidthInteger>(
  _ bytes: Span<UInt8>, _ convert: (Word) -> Scalar
) -> [Scalar] {
  let size = MemoryLayout<Word>.size
  var scalars = [Scalar](repeating: 0, count: bytes.count / size)
  for index in scalars.indices {
    scalars[index] = convert(littleEndian(bytes, at: index * size))
  }
  return scalars
}
