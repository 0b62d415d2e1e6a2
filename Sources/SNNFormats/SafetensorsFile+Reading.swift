internal import SNNTensor

extension SafetensorsFile {
  /// Reads a file of weights.
  ///
  /// F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL are read and rounded to `Scalar`.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not safetensors, breaks any rule of the format or holds a NaN or infinite number.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      let header = try SafetensorsHeader(bytes)
      var tensors: [(name: String, tensor: Tensor)] = []
      tensors.reserveCapacity(header.entries.count)
      for entry in header.entries { tensors.append((entry.name, try entry.tensor(in: bytes))) }
      self.init(tensors: tensors, metadata: header.metadata)
    } catch {
      throw error.located(in: name)
    }
  }
}

extension TensorEntry {
  /// The tensor itself.
  /// - Precondition: the header is checked, so the numbers lie within the file.
  fileprivate func tensor(in bytes: [UInt8]) throws(FormatError) -> Tensor {
    let scalars = type.decode(bytes.span.extracting(start..<end))
    if let index = scalars.firstIndex(where: { !$0.isFinite }) {
      throw FormatError(
        tensor: name,
        "holds \(scalars[index]) as number \(index + 1) of \(scalars.count), read as \(Scalar.self)",
        at: start + index * type.byteCount,
        hint: "weights must be finite: train again with a smaller learning rate")
    }
    return Tensor(scalars, shape: Shape(dimensions))
  }
}
