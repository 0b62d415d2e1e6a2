internal import SNNKernels
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
      var file: InputFile
      do throws(SystemError) {
        file = try InputFile(path, limit: 1 << 34)
      } catch {
        throw FormatError(reading: error)
      }
      try self.init(size: file.size) { count throws(FormatError) in
        do throws(SystemError) {
          return try file.read(upTo: count)
        } catch {
          throw FormatError(reading: error)
        }
      }
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
      try self.init(size: bytes.count) { count in
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
    } catch {
      throw error.located(in: name)
    }
  }

  /// - Parameters:
  ///   - size: the size of the file; nil when only its end tells.
  ///   - next: takes the next bytes of the file, fewer than asked for where it ends.
  private init(
    size: Int?, _ next: (_ count: Int) throws(FormatError) -> [UInt8]
  ) throws(FormatError) {
    let header = try SafetensorsHeader(next)
    if let size { try header.check(available: size - header.end) }
    var tensors: [(name: String, tensor: Tensor)] = []
    tensors.reserveCapacity(header.entries.count)
    var available = 0
    for entry in header.entries {
      let bytes = try next(entry.byteCount)
      available += bytes.count
      guard bytes.count == entry.byteCount else { break }
      tensors.append((entry.name, try entry.tensor(of: bytes, from: header.end + entry.start)))
    }
    try header.check(available: available + next(1).count)
    self.init(tensors: tensors, metadata: header.metadata)
  }
}

extension TensorEntry {
  fileprivate var byteCount: Int { end - start }

  /// The tensor itself.
  /// - Parameters:
  ///   - bytes: its numbers.
  ///   - place: where they lie in the file.
  fileprivate func tensor(of bytes: [UInt8], from place: Int) throws(FormatError) -> Tensor {
    let scalars = type.decode(bytes.span)
    if let index = scalars.firstIndex(where: { !$0.isFinite }) {
      throw FormatError(
        tensor: name,
        "holds \(scalars[index]) as number \(index + 1) of \(scalars.count), read as \(Scalar.self)",
        at: place + index * type.byteCount,
        hint: "weights must be finite: train again with a smaller learning rate")
    }
    return Tensor(scalars, shape: Shape(dimensions))
  }
}
