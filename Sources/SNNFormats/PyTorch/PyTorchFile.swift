/// The contents of a file that `torch.save` wrote: the tensors of a model, and the model itself where
/// the file holds it whole.
///
///     let file = try PyTorchFile(contentsOf: "model.pt")
///     for stored in file.tensors { print(stored.name, stored.tensor.shape) }
///
/// Such a file is a Python program; here it is read and never run, and what it would call is refused
/// or written down (see `PickleMachine`).  Read are dictionaries of tensors, checkpoints that hold
/// one, and whole modules.  TorchScript and files from before PyTorch 1.6 are refused.
public struct PyTorchFile: Sendable {
  /// The tensors in the order of the file, without the counters of batch norms.
  public let tensors: [StoredTensor]

  /// The model, for a file that holds it whole.
  public let module: PyTorchModule?

  /// Reads a file.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it is
  ///   not PyTorch's, is damaged, or would run commands in Python.
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
      try refuseBarePickle(bytes[...])
      try self.init(try ZipArchive(parsing: bytes, name: name), fileSize: bytes.count)
    } catch {
      throw error.located(in: name)
    }
  }

  init(_ archive: ZipArchive, fileSize: Int) throws(FormatError) {
    let container = try PyTorchContainer(archive)
    var machine = PickleMachine(container.pickle)
    let root = try machine.run()
    var reader = PyTorchReader(container, machine.objects, fileSize: fileSize)
    (tensors, module) = try reader.model(root)
  }
}

/// Refuses a pickle that is not in an archive, as PyTorch wrote them before 1.6.
func refuseBarePickle(_ bytes: ArraySlice<UInt8>) throws(FormatError) {
  // The magic number that such files start with, as a long integer.
  let magic: [UInt8] = [
    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]
  if bytes.starts(with: magic) {
    throw FormatError(
      "this is a PyTorch file from before version 1.6", at: 0,
      hint: "save it again with a newer PyTorch: torch.save(torch.load(path), new_path)")
  }
}
