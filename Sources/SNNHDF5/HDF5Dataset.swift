#if HDF5
  internal import CHDF5
  internal import SNNFormats
  internal import SNNTensor

  /// What a dataset says about itself, checked before any of its numbers is read.
  struct HDF5Dataset {
    /// The bytes its numbers take in the file's own type, or in ours where that is larger.
    let byteCount: Int

    private let path: String
    private let dimensions: [Int]
    private let elementType: String

    init(
      _ dataset: borrowing HDF5Object, path: String, fileSize: Int
    ) throws(FormatError) {
      self.path = path
      let damage = "is damaged at “\(shown(path))”"
      let settings = try HDF5Object(H5Dget_create_plist(dataset.id), damage)
      // First of all: asking a virtual dataset for its size opens other files.
      let isPacked = try checkStorage(settings, path)
      let type = try HDF5Object(H5Dget_type(dataset.id), damage)
      elementType = try elementTypeName(type, path)
      let space = try HDF5Object(H5Dget_space(dataset.id), damage)
      dimensions = try simpleDimensions(space, path)

      let elementSize = max(H5Tget_size(type.id), MemoryLayout<Scalar>.size)
      guard let count = product(dimensions, elementSize), let stored = product(dimensions, 1)
      else { throw .refusedHDF5(path, "has the shape \(dimensions), too large for any file") }
      byteCount = count
      let storage = H5Dget_storage_size(dataset.id)
      // Deflate packs at most 1032 bytes into one; what was never written takes no storage.
      let ratio: hsize_t = isPacked ? 1100 : 1
      guard storage <= fileSize,
        stored == 0 || hsize_t(stored) * hsize_t(H5Tget_size(type.id)) <= storage * ratio
      else {
        throw .refusedHDF5(
          path,
          "has the shape \(dimensions), but \(storage) bytes of the file, which cannot hold it")
      }
      if isPacked { try checkChunks(settings, path, rank: dimensions.count, limit: count) }
    }

    /// The numbers, each rounded to `Scalar`.
    func read(_ dataset: borrowing HDF5Object) throws(FormatError) -> StoredTensor {
      let shape = Shape(dimensions)
      var scalars = [Scalar](repeating: 0, count: shape.elementCount)
      if !scalars.isEmpty {
        let type = MemoryLayout<Scalar>.size == 8 ? hdf5_native_double() : hdf5_native_float()
        let (all, usual) = (hdf5_everything(), hdf5_default())
        let status = unsafe scalars.withUnsafeMutableBytes { buffer in
          unsafe H5Dread(dataset.id, type, all, all, usual, buffer.baseAddress)
        }
        guard status >= 0 else { throw .damagedHDF5("is damaged at “\(shown(path))”") }
      }
      let tensor = StoredTensor(
        name: path, elementType: elementType, tensor: Tensor(scalars, shape: shape))
      try tensor.checkFinite()
      return tensor
    }
  }

  /// Refuses numbers that are elsewhere or packed in other ways than by deflate.
  /// - Returns: whether the numbers stand in chunks, which may be packed.
  private func checkStorage(
    _ settings: borrowing HDF5Object, _ path: String
  ) throws(FormatError) -> Bool {
    let layout = H5Pget_layout(settings.id)
    switch layout {
    case H5D_COMPACT, H5D_CONTIGUOUS, H5D_CHUNKED: break
    case H5D_VIRTUAL: throw .refusedHDF5(path, "is virtual: its numbers are in other datasets")
    default: throw .damagedHDF5("is damaged at “\(shown(path))”")
    }
    guard H5Pget_external_count(settings.id) == 0 else {
      throw .refusedHDF5(path, "has its numbers in another file, which is not opened")
    }
    let count = H5Pget_nfilters(settings.id)
    guard 0...8 ~= count else { throw .refusedHDF5(path, "is packed in \(count) ways at once") }
    for index in 0..<UInt32(count) {
      var (flags, configuration, valueCount) = (UInt32(0), UInt32(0), 0)
      let filter = unsafe H5Pget_filter2(
        settings.id, index, &flags, &valueCount, nil, 0, nil, &configuration)
      guard filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE else {
        throw .refusedHDF5(path, "is packed by filter \(filter); only deflate is read")
      }
    }
    return layout == H5D_CHUNKED
  }

  /// Refuses chunks much larger than all the numbers: the library takes memory for a whole one.
  private func checkChunks(
    _ settings: borrowing HDF5Object, _ path: String, rank: Int, limit: Int
  ) throws(FormatError) {
    var sizes = [hsize_t](repeating: 0, count: HDF5Limit.rank + 1)
    let count = unsafe H5Pget_chunk(settings.id, CInt(sizes.count), &sizes)
    guard count == rank, let size = product(sizes[..<rank].map { Int(clamping: $0) }, 8),
      size <= 1 << 20 || size / 64 <= limit
    else { throw .refusedHDF5(path, "has chunks of a size that does not fit its shape") }
  }

  /// The sizes of the axes.
  private func simpleDimensions(
    _ space: borrowing HDF5Object, _ path: String
  ) throws(FormatError) -> [Int] {
    let kind = H5Sget_simple_extent_type(space.id)
    let rank = Int(H5Sget_simple_extent_ndims(space.id))
    guard kind == H5S_SCALAR || kind == H5S_SIMPLE, 0...HDF5Limit.rank ~= rank else {
      throw .refusedHDF5(path, "has no shape of at most \(HDF5Limit.rank) axes")
    }
    var sizes = [hsize_t](repeating: 0, count: HDF5Limit.rank)
    guard unsafe H5Sget_simple_extent_dims(space.id, &sizes, nil) == rank else {
      throw .damagedHDF5("is damaged at “\(shown(path))”")
    }
    return sizes[..<rank].map { Int(clamping: $0) }
  }

  /// The product of sizes and of one more factor; nil when it is too large for a file.
  private func product(_ sizes: [Int], _ factor: Int) -> Int? {
    var result = factor
    for size in sizes {
      let (product, overflow) = result.multipliedReportingOverflow(by: size)
      guard !overflow, product <= 1 << 40 else { return nil }
      result = product
    }
    return result
  }

  /// The name of a number type, as NumPy has it; everything but IEEE numbers and integers is
  /// refused.
  private func elementTypeName(
    _ type: borrowing HDF5Object, _ path: String
  ) throws(FormatError) -> String {
    let size = H5Tget_size(type.id)
    let isPlain = H5Tget_precision(type.id) == 8 * size && H5Tget_offset(type.id) == 0
    switch H5Tget_class(type.id) {
    case H5T_INTEGER where isPlain && [1, 2, 4, 8].contains(size):
      return (H5Tget_sign(type.id) == H5T_SGN_NONE ? "uint" : "int") + "\(8 * size)"
    case H5T_FLOAT where isPlain:
      var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
      let status = unsafe H5Tget_fields(
        type.id, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize)
      let parts = [exponentSize, mantissaSize, H5Tget_ebias(type.id)]
      let ieee = [2: [5, 10, 15], 4: [8, 23, 127], 8: [11, 52, 1023]]
      guard status >= 0, ieee[size] == parts, mantissa == 0, exponent == mantissaSize,
        sign == 8 * size - 1, H5Tget_norm(type.id) == H5T_NORM_IMPLIED
      else { throw .refusedHDF5(path, "holds numbers of an unusual type, which are not read") }
      return "float\(8 * size)"
    default: throw .refusedHDF5(path, "holds something else than IEEE numbers or integers")
    }
  }
#endif
