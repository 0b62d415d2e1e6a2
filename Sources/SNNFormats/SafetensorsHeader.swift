/// The checked first part of a safetensors file: what it holds and where.
struct SafetensorsHeader {
  /// In the order of the data.
  private(set) var entries: [TensorEntry] = []
  private(set) var metadata: [String: String] = [:]

  /// Where the data starts.
  let end: Int

  /// Reads the header and nothing behind it.
  /// - Parameter next: takes the next bytes of the file, fewer than asked for where it ends.
  init(_ next: (_ count: Int) throws(FormatError) -> [UInt8]) throws(FormatError) {
    let bytes = try headerBytes(next)
    end = bytes.count
    var scanner = HeaderScanner(bytes, 8..<end, hint: Safetensors.rewriteHint)
    try scanner.object { (scanner, key, offset) throws(FormatError) in
      if key == Safetensors.metadataKey {
        try scanner.metadata { (scanner, key) throws(FormatError) in
          metadata[key] = try scanner.string(limit: Safetensors.metadataSize)
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
    try scanner.finish(padding: " ")
    try sortEntries()
  }

  /// Puts the entries in the order of their data, which must follow each other without gap or
  /// overlap: every byte then belongs to exactly one tensor and nothing can hide.
  private mutating func sortEntries() throws(FormatError) {
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
  }

  /// Checks that the tensors fill the rest of the file.
  /// - Parameter available: the number of bytes behind the header.
  func check(available: Int) throws(FormatError) {
    let size = entries.last?.end ?? 0
    guard size <= available else {
      throw FormatError(
        "the header says \(size) bytes of numbers but the file has \(available)",
        at: end + available, hint: Safetensors.truncatedHint)
    }
    guard size == available else {
      throw FormatError(
        "the file goes on after the last tensor", at: end + size, hint: Safetensors.rewriteHint)
    }
  }
}

/// The length of the header in eight bytes and the header itself.
private func headerBytes(
  _ next: (_ count: Int) throws(FormatError) -> [UInt8]
) throws(FormatError) -> [UInt8] {
  let start = try next(8)
  if start.isEmpty {
    throw FormatError("the file is empty", at: 0, hint: Safetensors.truncatedHint)
  }
  guard start.count == 8 else {
    throw ForeignFormat.error(for: start)
      ?? FormatError(
        "this is not a safetensors file: it has only \(start.count) bytes", at: 0,
        hint: Safetensors.truncatedHint)
  }
  let length: UInt64 = littleEndian(start.span, at: 0)
  guard length <= Safetensors.headerLimit else {
    throw try ForeignFormat.error(for: start + next(ForeignFormat.longestStart))
      ?? FormatError(
        "the header says it is \(length) bytes long, more than \(Safetensors.headerLimit)", at: 0,
        hint: Safetensors.rewriteHint)
  }
  let bytes = try start + next(Int(length))
  guard bytes.count == 8 ? length > 0 : bytes[8] == UInt8(ascii: "{") else {
    throw ForeignFormat.error(for: bytes)
      ?? FormatError(
        "this is not a safetensors file: its header does not start with a brace", at: 8,
        hint: Safetensors.pathHint)
  }
  guard bytes.count == 8 + Int(length) else {
    throw FormatError(
      "the header says \(length) bytes but the file has \(bytes.count)", at: 0,
      hint: Safetensors.truncatedHint)
  }
  return bytes
}
