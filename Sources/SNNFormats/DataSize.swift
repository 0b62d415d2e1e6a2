/// The size of an array's numbers in bytes; nil when it does not fit in an `Int`.
package func byteCount(of dimensions: [Int], elementSize: Int) -> Int? {
  var count = elementSize
  for dimension in dimensions {
    // Zeros are left out at first: the strides of [0, 2⁶², 2⁶²] must not overflow either.
    let (product, overflow) = count.multipliedReportingOverflow(by: max(dimension, 1))
    if overflow { return nil }
    count = product
  }
  return dimensions.contains(0) ? 0 : count
}

let copyAgainHint = "the file is damaged or incomplete; copy or fetch it again"

/// The size of an array's numbers in bytes, small enough that the size of the file is an `Int` too.
/// - Parameter start: where the numbers start.
func dataSize(
  of dimensions: [Int], elementSize: Int, from start: Int
) throws(FormatError) -> Int {
  guard let size = byteCount(of: dimensions, elementSize: elementSize), size < .max - start else {
    throw FormatError(
      "the shape \(dimensions) is too large for any file", at: start, hint: copyAgainHint)
  }
  return size
}

/// Checks that an array's numbers fill the rest of a file, before any memory is taken for them.
func checkDataSize(_ size: Int, from start: Int, fileSize: Int) throws(FormatError) {
  let available = fileSize - start
  guard size <= available else {
    throw FormatError(
      "the header says \(size) bytes of numbers but the file has \(available)", at: fileSize,
      hint: copyAgainHint)
  }
  guard size == available else {
    throw FormatError(
      "the file goes on after the last number", at: start + size, hint: copyAgainHint)
  }
}
