extension PyTorchContainer {
  /// Takes an archive apart, which is how PyTorch writes files since version 1.6:
  ///
  ///     model/data.pkl     the pickle
  ///     model/byteorder    "little"
  ///     model/data/0       the bytes of a storage
  ///     model/version      "3"
  init(_ archive: ZipArchive) throws(FormatError) {
    let folder = try Self.folder(of: archive)
    try checkNoScript(archive, folder)
    try checkByteOrder(archive, folder)
    try checkVersion(archive, folder)
    guard let description = archive[folder + "data.pkl"] else {
      throw FormatError("the archive holds no data.pkl", hint: PyTorchZipHint.resave)
    }
    let text = try plainContents(of: description, archive)
    pickle = try Pickle(parsing: text, base: description.data.lowerBound)
    guard pickle.end == description.data.upperBound else {
      throw FormatError(
        "the pickle goes on after its end", at: pickle.end, hint: PickleHint.damaged)
    }
    var entries: [String: ZipArchive.Entry] = [:]
    for entry in archive.entries where entry.name.hasPrefix(folder + "data/") {
      entries[String(entry.name.dropFirst(folder.count + 5))] = entry
    }
    places = entries.mapValues(\.data)
    read = { (key) throws(FormatError) in
      guard let entry = entries[key] else { return [] }
      return try plainContents(of: entry, archive)
    }
  }

  /// Whether an archive is one of PyTorch's.
  static func recognizes(_ archive: ZipArchive) -> Bool {
    archive.entries.contains { $0.name.hasSuffix("/data.pkl") }
  }

  /// The one folder that all is in, with a slash at its end.
  private static func folder(of archive: ZipArchive) throws(FormatError) -> String {
    guard let name = archive.entries.first(where: { $0.name.hasSuffix("/data.pkl") })?.name else {
      throw FormatError(
        "this zip archive is no PyTorch file: it holds no data.pkl",
        hint: "give a file that was written by torch.save")
    }
    let folder = String(name.dropLast("data.pkl".count))
    guard !folder.dropLast().contains("/") else {
      throw FormatError(
        "the archive holds “\(printable(name: name))” in folders within each other",
        hint: PyTorchZipHint.resave)
    }
    if let stranger = archive.entries.first(where: { !$0.name.hasPrefix(folder) }) {
      throw FormatError(
        entry: stranger.name, "lies outside the folder of “\(printable(name: name))”",
        at: stranger.data.lowerBound, hint: PyTorchZipHint.resave)
    }
    return folder
  }
}

private enum PyTorchZipHint {
  static let resave = "load the file in Python and save it again with torch.save"
}

/// The bytes of an entry.  PyTorch packs none, so that no file becomes larger than it is.
private func plainContents(
  of entry: ZipArchive.Entry, _ archive: ZipArchive
) throws(FormatError) -> [UInt8] {
  guard !entry.isDeflated else {
    throw FormatError(
      entry: entry.name, "is packed, which torch.save never does", at: entry.data.lowerBound,
      hint: PyTorchZipHint.resave)
  }
  return try archive.contents(of: entry)
}

private func checkNoScript(_ archive: ZipArchive, _ folder: String) throws(FormatError) {
  let script = archive.entries.first {
    $0.name == folder + "constants.pkl" || $0.name.hasPrefix(folder + "code/")
  }
  guard let script else { return }
  throw FormatError(
    "this is a TorchScript program, which is not read", at: script.data.lowerBound,
    hint: "in Python: torch.save(torch.jit.load(path).state_dict(), new_path)")
}

/// Files from before PyTorch 2.1 do not say their order, which was then the machine's.
private func checkByteOrder(_ archive: ZipArchive, _ folder: String) throws(FormatError) {
  guard let entry = archive[folder + "byteorder"] else { return }
  let order = try plainContents(of: entry, archive)
  guard order.elementsEqual("little".utf8) else {
    let words = printable(String(decoding: order.prefix(20), as: UTF8.self))
    throw FormatError(
      entry: entry.name, "says “\(words)”: only numbers with their lowest byte first are read",
      at: entry.data.lowerBound, hint: "save it again on a little-endian machine, such as any PC")
  }
}

/// As PyTorch itself reads versions up to 10.
private func checkVersion(_ archive: ZipArchive, _ folder: String) throws(FormatError) {
  guard let entry = archive[folder + ".data/version"] ?? archive[folder + "version"] else {
    throw FormatError("the archive holds no version", hint: PyTorchZipHint.resave)
  }
  let text = String(decoding: try plainContents(of: entry, archive).prefix(20), as: UTF8.self)
  let digits = text.hasSuffix("\n") ? text.dropLast() : text[...]
  guard let version = Int(digits), 1...10 ~= version else {
    throw FormatError(
      entry: entry.name, "says the version “\(printable(digits))”, of which 1 to 10 are read",
      at: entry.data.lowerBound, hint: PyTorchZipHint.resave)
  }
}
