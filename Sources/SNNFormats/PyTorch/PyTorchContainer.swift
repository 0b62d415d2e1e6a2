internal import SNNTensor

/// The parts of a file that `torch.save` wrote: one pickle, and the numbers of its storages.
struct PyTorchContainer {
  let pickle: [UInt8]
  private let archive: ZipArchive
  private let folder: String

  /// Whether an archive is PyTorch's.
  static func recognizes(_ archive: ZipArchive) -> Bool {
    archive.entries.contains { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") }
  }

  /// - Throws: an error of kind `badData` when the archive is a program instead of weights, is of
  ///   another byte order, or has not exactly one pickle.
  init(_ archive: ZipArchive) throws(FormatError) {
    let pickles = archive.entries.filter {
      $0.name.hasSuffix("/data.pkl") && $0.name.count { $0 == "/" } == 1
    }
    guard let entry = pickles.first, pickles.count == 1 else {
      throw FormatError(
        "the archive has \(pickles.count) pickles in its folder, not one",
        hint: PyTorch.saveAgainHint)
    }
    let folder = String(entry.name.dropLast("data.pkl".count))
    if let program = archive.entries.first(where: {
      $0.name == folder + "constants.pkl" || $0.name.hasPrefix(folder + "code/")
    }) {
      throw FormatError(
        "this is a TorchScript program: it holds “\(printable(name: program.name))”",
        hint: PyTorch.saveAgainHint)
    }
    if let order = archive[folder + "byteorder"] {
      let text = String(decoding: try archive.contents(of: order), as: UTF8.self)
      guard text.trimmingSuffix(while: \.isWhitespace) == "little" else {
        throw FormatError(
          "its numbers are of byte order “\(printable(name: text))”, and only little is read",
          hint: "save it again on an ordinary computer")
      }
    }
    (self.archive, self.folder) = (archive, folder)
    pickle = try archive.contents(of: entry)
  }

  /// The numbers of one storage.
  func storage(_ view: PyTorchView, named name: String) throws(FormatError) -> [Scalar] {
    // The key is looked up among the entries, never used as a path.
    guard let entry = archive[folder + "data/" + view.key] else {
      throw FormatError(
        tensor: name, "has its numbers in “\(printable(name: view.key))”, which is not there",
        hint: PyTorch.saveAgainHint)
    }
    guard let size = byteCount(of: [view.storageCount], elementSize: view.type.byteCount),
      size <= entry.size
    else {
      throw FormatError(
        tensor: name,
        "should have \(view.storageCount) numbers in its storage, which has \(entry.size) bytes",
        at: entry.data.lowerBound, hint: PyTorch.saveAgainHint)
    }
    let bytes = try archive.contents(of: entry)
    return view.type.decode(bytes.span.extracting(0..<size))
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
