#if HDF5
  internal import CHDF5
  internal import SNNFormats

  extension HDF5Object {
    /// The attributes of a group that are asked for and there, as lists of words.
    ///
    /// Keras cuts a list that is too long for one attribute into `name0`, `name1` and so on; such
    /// pieces are put together again.
    borrowing func attributes(
      _ names: [String], path: String, fileSize: Int
    ) throws(FormatError) -> [String: [String]] {
      var found: [String: [String]] = [:]
      for name in names {
        if let words = try words(ofAttribute: name, path: path, fileSize: fileSize) {
          found[name] = words
          continue
        }
        var pieces: [String] = []
        var count = 0
        while let words = try words(ofAttribute: "\(name)\(count)", path: path, fileSize: fileSize)
        {
          pieces += words
          count += 1
          guard pieces.count <= HDF5Limit.words, count <= HDF5Limit.members else {
            throw .refusedHDF5(path, "has more than \(HDF5Limit.words) words in “\(name)”")
          }
        }
        if count > 0 { found[name] = pieces }
      }
      return found
    }

    /// The words of one attribute, nil where there is none.
    private borrowing func words(
      ofAttribute name: String, path: String, fileSize: Int
    ) throws(FormatError) -> [String]? {
      let exists = unsafe H5Aexists(id, name)
      guard exists != 0 else { return nil }
      let damage = "is damaged in the attribute “\(name)” of “\(shown(path))”"
      guard exists > 0 else { throw .damagedHDF5(damage) }
      let attribute = try HDF5Object(unsafe H5Aopen(id, name, hdf5_default()), damage)
      let type = try HDF5Object(H5Aget_type(attribute.id), damage)
      let space = try HDF5Object(H5Aget_space(attribute.id), damage)
      let count = H5Sget_simple_extent_npoints(space.id)
      guard H5Sget_simple_extent_ndims(space.id) <= 1, 0...HDF5Limit.words ~= Int(count) else {
        throw .refusedHDF5(path, "has an attribute “\(name)” that is no list of words")
      }
      // NumPy makes an empty list one of numbers.
      if count == 0 { return [] }
      guard H5Tget_class(type.id) == H5T_STRING else {
        throw .refusedHDF5(path, "has an attribute “\(name)” that is no text")
      }
      let words =
        H5Tis_variable_str(type.id) > 0
        ? variableWords(attribute, type, space, count: Int(count), limit: fileSize)
        : fixedWords(attribute, type, count: Int(count), limit: fileSize)
      guard let words else { throw .damagedHDF5(damage) }
      return words
    }
  }

  /// Words of one length each, filled up with zeros or spaces; nil when they cannot be read.
  private func fixedWords(
    _ attribute: borrowing HDF5Object, _ type: borrowing HDF5Object, count: Int, limit: Int
  ) -> [String]? {
    let size = H5Tget_size(type.id)
    let padding = H5Tget_strpad(type.id)
    guard 1...limit ~= size, size <= limit / count else { return nil }
    var bytes = [UInt8](repeating: 0, count: size * count)
    let status = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe H5Aread(attribute.id, type.id, buffer.baseAddress)
    }
    guard status >= 0 else { return nil }
    var words: [String] = []
    for index in 0..<count {
      var word = bytes[index * size..<(index + 1) * size]
      if padding == H5T_STR_NULLTERM, let end = word.firstIndex(of: 0) {
        word = word[..<end]
      }
      let filling = UInt8(ascii: padding == H5T_STR_SPACEPAD ? " " : "\0")
      while word.last == filling { word.removeLast() }
      guard let text = String(validating: word, as: UTF8.self) else { return nil }
      words.append(text)
    }
    return words
  }

  /// Words of any length, which the library allocates; nil when they cannot be read.
  private func variableWords(
    _ attribute: borrowing HDF5Object, _ type: borrowing HDF5Object, _ space: borrowing HDF5Object,
    count: Int, limit: Int
  ) -> [String]? {
    let memoryType = H5Tcopy(hdf5_string())
    defer { _ = H5Tclose(memoryType) }
    guard H5Tset_size(memoryType, hdf5_variable()) >= 0,
      H5Tset_cset(memoryType, H5Tget_cset(type.id)) >= 0
    else { return nil }
    let pointers = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: count)
    unsafe pointers.initialize(repeating: nil)
    defer { unsafe pointers.deallocate() }
    guard unsafe H5Aread(attribute.id, memoryType, pointers.baseAddress) >= 0 else { return nil }
    defer {
      _ = unsafe H5Dvlen_reclaim(memoryType, space.id, hdf5_default(), pointers.baseAddress)
    }
    var words: [String] = []
    var total = 0
    for index in 0..<count {
      guard let start = unsafe pointers[index] else { return nil }
      guard let text = unsafe String(validatingCString: start) else { return nil }
      total += text.utf8.count
      // The words of one file may share their bytes, but Keras's do not.
      guard total <= limit else { return nil }
      words.append(text)
    }
    return words
  }
#endif
