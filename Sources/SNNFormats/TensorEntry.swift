/// What the header says about one tensor, with sizes that agree.
struct TensorEntry {
  let name: String
  let type: ElementType
  let dimensions: [Int]

  /// Where the name stands in the file.
  let offset: Int

  /// Where the numbers lie within the data.
  let start: Int
  let end: Int

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
          tensor: name, "has an unknown field “\(printable(name: key))”", at: keyOffset,
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
        tensor: name, "has the number type “\(printable(name: typeName))”, which is not supported",
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
}
