/// What the header says about one tensor, with sizes that agree.
struct TensorEntry {
  let name: String
  let type: ElementType
  let dimensions: [Int]

  /// Where the name stands in the file.
  let offset: Int

  /// Where the numbers lie: within the data, and once the header is checked within the file.
  private(set) var start: Int
  private(set) var end: Int

  /// Reads `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`.
  init(named name: String, at offset: Int, _ scanner: inout HeaderScanner) throws(FormatError) {
    var typeName: String?
    var dimensions: [Int]?
    var offsets: [Int]?
    try scanner.object { (scanner, key, keyOffset) throws(FormatError) in
      switch key {
      case "dtype": typeName = try scanner.string(limit: Safetensors.nameLimit)
      case "shape": dimensions = try scanner.wholeNumbers(limit: Safetensors.rankLimit)
      case "data_offsets": offsets = try scanner.wholeNumbers(limit: 2)
      default:
        throw FormatError(
          tensor: name, "has an unknown field “\(printable(key))”", at: keyOffset,
          hint: Safetensors.rewriteHint)
      }
    }
    (self.name, self.offset) = (name, offset)
    guard let typeName, let dimensions, let offsets, offsets.count == 2 else {
      throw FormatError(
        tensor: name, "needs a dtype, a shape and two data_offsets", at: offset,
        hint: Safetensors.rewriteHint)
    }
    guard let type = ElementType(rawValue: typeName) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormatError(
        tensor: name, "has the number type “\(printable(typeName))”, which is not supported",
        at: offset, hint: "save it as one of \(known)")
    }
    guard let size = byteCount(of: dimensions, elementSize: type.byteCount) else {
      throw FormatError(
        tensor: name, "has a shape \(dimensions) too large for any file", at: offset,
        hint: Safetensors.rewriteHint)
    }
    guard offsets[0] <= offsets[1], offsets[1] - offsets[0] == size else {
      throw FormatError(
        tensor: name,
        "needs \(size) bytes for \(typeName) \(dimensions) but its data_offsets are \(offsets)",
        at: offset, hint: Safetensors.rewriteHint)
    }
    (self.type, self.dimensions) = (type, dimensions)
    (start, end) = (offsets[0], offsets[1])
  }

  /// Turns places in the data into places in the file.
  /// - Precondition: the data fits in the file, so nothing overflows.
  mutating func move(by distance: Int) {
    start += distance
    end += distance
  }
}

/// The size of a tensor; nil when it does not fit in an `Int`.
func byteCount(of dimensions: [Int], elementSize: Int) -> Int? {
  var count = elementSize
  for dimension in dimensions {
    // Zeros are left out at first: the strides of [0, 2⁶², 2⁶²] must not overflow either.
    let (product, overflow) = count.multipliedReportingOverflow(by: max(dimension, 1))
    if overflow { return nil }
    count = product
  }
  return dimensions.contains(0) ? 0 : count
}
