internal import SNNTensor

extension SafetensorsFile {
  /// Writes the file as one step, see `atomicWrite`.
  ///
  /// - Throws: an error of kind `badData` when `encoded()` refuses the contents, of kind
  ///   `cannotWrite` when the system refuses the file.
  public func write(to path: String) throws(FormatError) {
    let bytes: [UInt8]
    do throws(FormatError) { bytes = try encoded() } catch { throw error.located(in: path) }
    try atomicWrite(bytes, to: path)
  }

  /// The bytes of the file: equal contents always give equal bytes.
  ///
  /// Tensors keep their order and are written as F32, or as F64 when `Scalar` is `Double`;
  /// metadata is sorted by key.
  ///
  /// - Throws: an error of kind `badData` for what the reader would refuse: two tensors of one
  ///   name, the name `__metadata__`, a name longer than 1024 bytes, more than 8 axes or 100,000
  ///   tensors, metadata of more than 10,000 entries or 32 MiB, a header beyond 100 MB, a NaN or
  ///   infinite number.
  public func encoded() throws(FormatError) -> [UInt8] {
    try check()
    let header = try header()
    guard header.count <= Safetensors.headerLimit else {
      throw FormatError(
        "the names and metadata take more than \(Safetensors.headerLimit) bytes",
        hint: "write less metadata")
    }
    var bytes: [UInt8] = []
    let size = tensors.reduce(8 + header.count) { $0 + $1.tensor.count * MemoryLayout<Scalar>.size }
    bytes.reserveCapacity(size)
    bytes.append(littleEndian: UInt64(header.count))
    bytes.append(contentsOf: header)
    for (_, tensor) in tensors {
      for scalar in tensor.scalars { bytes.append(littleEndian: scalar.bitPattern) }
    }
    return bytes
  }

  /// The JSON part, padded with spaces so that the numbers after it are aligned.
  private func header() throws(FormatError) -> [UInt8] {
    var fields: [String] = []
    if !metadata.isEmpty {
      // By bytes: the order of strings may change with the version of Unicode.
      let sorted = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      let pairs = sorted.map { "\(quoted($0.key)):\(quoted($0.value))" }
      let text = "{" + pairs.joined(separator: ",")
      guard text.utf8.count <= Safetensors.metadataSize else { throw Safetensors.tooLongMetadata() }
      fields.append("\"\(Safetensors.metadataKey)\":\(text)}")
    }
    var end = 0
    for (name, tensor) in tensors {
      let start = end
      end += tensor.count * MemoryLayout<Scalar>.size
      let shape = tensor.shape.dimensions.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(name)):{\"dtype\":\"\(ElementType.scalar.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    return header
  }

  /// Refuses what could not be read again.
  private func check() throws(FormatError) {
    guard tensors.count <= Safetensors.tensorLimit else {
      throw FormatError(
        "\(tensors.count) tensors are more than the \(Safetensors.tensorLimit) a file may have",
        hint: "write several files")
    }
    var names: Set<String> = [Safetensors.metadataKey]
    for (name, tensor) in tensors {
      guard name.utf8.count <= Safetensors.nameLimit else {
        throw FormatError(
          tensor: name, "has a name longer than \(Safetensors.nameLimit) bytes",
          hint: "give it a shorter name")
      }
      guard names.insert(name).inserted else {
        throw FormatError(
          tensor: name, "has a name that is taken already", hint: "give it another name")
      }
      guard tensor.rank <= Safetensors.rankLimit else {
        throw FormatError(
          tensor: name, "has \(tensor.rank) axes, more than \(Safetensors.rankLimit)",
          hint: "reshape it before writing")
      }
      guard tensor.isFinite else {
        throw FormatError(
          tensor: name, "holds a number that is not finite",
          hint: "training has diverged; try a smaller learning rate")
      }
    }
    guard metadata.count <= Safetensors.metadataCount else { throw Safetensors.tooManyMetadata() }
    for key in metadata.keys where key.utf8.count > Safetensors.nameLimit {
      throw FormatError(
        "the metadata key “\(printable(name: key))” is longer than \(Safetensors.nameLimit) bytes",
        hint: "give it a shorter name")
    }
  }
}

/// A JSON string.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case ..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian word: some FixedWidthInteger) {
    for index in 0..<(word.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: word >> (8 * index)))
    }
  }
}
