internal import SNNTensor

extension SafetensorsFile {
  /// Reads a file of weights.
  ///
  /// F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL are read and rounded to `Scalar`.  The
  /// header comes first, and nothing else of a file that it does not fit.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not safetensors, breaks any rule of the format or holds a NaN or infinite number.
  public init(contentsOf path: String) throws(FormatError) {
    do throws(FormatError) {
      var input = try WeightInput(path)
      self.init(try StoredSafetensors(&input))
    } catch {
      throw error.located(in: path)
    }
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    var rest = bytes[...]
    do throws(FormatError) {
      let stored = try StoredSafetensors(size: bytes.count) { count in
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      self.init(stored)
    } catch {
      throw error.located(in: name)
    }
  }

  private init(_ stored: StoredSafetensors) {
    self.init(
      tensors: stored.tensors.map { ($0.name, $0.tensor) }, metadata: stored.metadata)
  }
}

/// What a safetensors file holds, with the number types it had there.
struct StoredSafetensors {
  /// In the order of the data.
  private(set) var tensors: [StoredTensor] = []
  let metadata: [String: String]

  /// Reads a file whose first bytes may have been looked at.
  init(_ input: inout WeightInput) throws(FormatError) {
    let size = input.size
    try self.init(size: size) { count throws(FormatError) in try input.read(upTo: count) }
  }

  /// - Parameters:
  ///   - size: the size of the file; nil when only its end tells.
  ///   - next: takes the next bytes of the file, fewer than asked for where it ends.
  init(
    size: Int?, _ next: (_ count: Int) throws(FormatError) -> [UInt8]
  ) throws(FormatError) {
    let header = try SafetensorsHeader(next)
    if let size { try header.check(available: size - header.end) }
    metadata = header.metadata
    tensors.reserveCapacity(header.entries.count)
    var available = 0
    for entry in header.entries {
      let bytes = try next(entry.byteCount)
      available += bytes.count
      guard bytes.count == entry.byteCount else { break }
      tensors.append(try entry.tensor(of: bytes, from: header.end + entry.start))
    }
    try header.check(available: available + next(1).count)
  }
}

extension TensorEntry {
  fileprivate var byteCount: Int { end - start }

  /// The tensor itself.
  /// - Parameters:
  ///   - bytes: its numbers.
  ///   - place: where they lie in the file.
  fileprivate func tensor(
    of bytes: [UInt8], from place: Int
  ) throws(FormatError) -> StoredTensor {
    let tensor = StoredTensor(
      name: name, elementType: type.rawValue,
      tensor: Tensor(type.decode(bytes.span), shape: Shape(dimensions)))
    try tensor.checkFinite { place + $0 * type.byteCount }
    return tensor
  }
}
