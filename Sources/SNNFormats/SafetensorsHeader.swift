/// The checked first part of a safetensors file: what it holds and where.
struct SafetensorsHeader {
  /// In the order of the data.
  private(set) var entries: [TensorEntry] = []
  private(set) var metadata: [String: String] = [:]

  init(_ bytes: [UInt8]) throws(FormatError) {
    let dataStart = try headerEnd(bytes)
    var scanner = HeaderScanner(bytes, 8..<dataStart)
    try scanner.object { (scanner, key, offset) throws(FormatError) in
      if key == Safetensors.metadataKey {
        try scanner.object { (scanner, key, _) throws(FormatError) in
          metadata[key] = try scanner.string()
        }
      } else {
        guard entries.count < Safetensors.tensorLimit else {
          throw FormatError(
            "the file has more than \(Safetensors.tensorLimit) tensors", at: offset,
            hint: "split it into several files")
        }
        entries.append(try TensorEntry(named: key, at: offset, &scanner))
      }
    }
    try scanner.finish()
    try layOut(from: dataStart, fileSize: bytes.count)
  }

  /// Puts the entries in the order of their data, which must fill the file without gap or overlap:
  /// every byte then belongs to exactly one tensor and nothing can hide.
  private mutating func layOut(from dataStart: Int, fileSize: Int) throws(FormatError) {
    // Empty tensors share their place with the next one, hence the end and then the header's order.
    entries.sort { ($0.start, $0.end, $0.offset) < ($1.start, $1.end, $1.offset) }
    var end = 0
    for entry in entries {
      guard entry.start == end else {
        let problem = entry.start > end ? "leaves a gap" : "overlaps the tensor before it"
        throw FormatError(
          tensor: entry.name, "\(problem): its data starts at \(entry.start), not at \(end)",
          at: entry.offset, hint: Safetensors.rewriteHint)
      }
      end = entry.end
    }
    let available = fileSize - dataStart
    guard end <= available else {
      throw FormatError(
        "the header says \(end) bytes of numbers but the file has \(available)", at: fileSize,
        hint: Safetensors.truncatedHint)
    }
    guard end == available else {
      throw FormatError(
        "\(available - end) bytes follow the last tensor", at: dataStart + end,
        hint: Safetensors.rewriteHint)
    }
    for index in entries.indices { entries[index].move(by: dataStart) }
  }
}

/// The end of the header in the file.
private func headerEnd(_ bytes: [UInt8]) throws(FormatError) -> Int {
  if bytes.isEmpty {
    throw FormatError("the file is empty", at: 0, hint: Safetensors.truncatedHint)
  }
  guard bytes.count >= 8 else {
    throw ForeignFormat.error(for: bytes)
      ?? FormatError(
        "this is not a safetensors file: it has only \(bytes.count) bytes", at: 0,
        hint: Safetensors.truncatedHint)
  }
  let length: UInt64 = littleEndian(bytes.span, at: 0)
  let startsWithBrace = bytes.count == 8 || bytes[8] == UInt8(ascii: "{")
  if !startsWithBrace || length > Safetensors.headerLimit {
    if let error = ForeignFormat.error(for: bytes) { throw error }
  }
  guard startsWithBrace else {
    throw FormatError(
      "this is not a safetensors file: its header does not start with a brace", at: 8,
      hint: Safetensors.pathHint)
  }
  guard length <= Safetensors.headerLimit else {
    throw FormatError(
      "the header says it is \(length) bytes long, more than \(Safetensors.headerLimit)", at: 0,
      hint: Safetensors.rewriteHint)
  }
  guard length <= bytes.count - 8 else {
    throw FormatError(
      "the header says \(length) bytes but the file has \(bytes.count)", at: 0,
      hint: Safetensors.truncatedHint)
  }
  return 8 + Int(length)
}
