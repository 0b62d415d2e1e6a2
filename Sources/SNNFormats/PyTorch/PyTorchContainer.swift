/// A PyTorch file taken apart: the pickle that describes it, and where its numbers are.
struct PyTorchContainer {
  let pickle: Pickle

  /// Where in the file the bytes of each storage stand, by its key.
  let places: [String: Range<Int>]

  /// Reads the bytes of the storage with a key.
  /// - Precondition: `places` has the key.
  let read: (_ key: String) throws(FormatError) -> [UInt8]

  /// How many bytes all storages have together.
  var byteCount: Int { places.values.reduce(0) { $0 + $1.count } }

  /// Takes a file apart.
  /// - Throws: an error of kind `badData` when it is no PyTorch file or is damaged.
  init(_ bytes: [UInt8], name: String) throws(FormatError) {
    if isZip(bytes.prefix(4)) {
      try self.init(ZipArchive(parsing: bytes, name: name))
    } else if bytes.starts(with: PyTorchLegacy.start) {
      try self.init(legacy: bytes)
    } else {
      throw FormatError(
        "this is no PyTorch file: it starts neither as a zip archive nor as a file from before "
          + "PyTorch 1.6", at: 0, hint: "give a file that was written by torch.save")
    }
  }
}
