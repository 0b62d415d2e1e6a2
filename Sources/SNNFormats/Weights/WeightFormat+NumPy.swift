internal import SNNTensor

extension WeightFormat {
  /// One array of NumPy's, named as its file.
  static let npy = WeightFormat(
    name: "NumPy array",
    recognizes: { (input) throws(FormatError) in
      try input.peek(6).elementsEqual([0x93] + Array("NUMPY".utf8))
    },
    read: { (input) throws(FormatError) in
      let (_, name) = folderAndName(of: input.path)
      let array = try NPYFile(parsing: input.readAll(), name: input.path)
      let ending = NPZFile.ending
      let key = name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
      return WeightContents([array.stored(key)])
    })

  /// An archive of NumPy's arrays.
  static let npz = WeightFormat(
    name: "NumPy archive",
    recognizes: { (input) throws(FormatError) in
      guard let archive = try input.archive() else { return false }
      return archive.entries.contains { $0.name.hasSuffix(NPZFile.ending) }
    },
    read: { (input) throws(FormatError) in
      guard let archive = try input.archive() else { return WeightContents([]) }
      let arrays = try NPZFile(archive, name: input.path).arrays
      return WeightContents(arrays.map { $0.array.stored($0.name) })
    })
}

extension NPYFile {
  fileprivate func stored(_ name: String) -> StoredTensor {
    StoredTensor(name: name, elementType: elementType, tensor: tensor)
  }
}
