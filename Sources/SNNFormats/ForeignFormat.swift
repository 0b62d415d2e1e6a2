/// Another sort of file, recognised by its first bytes.
struct ForeignFormat {
  let start: [UInt8]
  let name: String
  let hint: String

  /// The error for a file that cannot be safetensors, nil when it is nothing known either.
  ///
  /// Only for such files: the length of a sound header may look like one of the signatures.
  static func error(for bytes: [UInt8]) -> FormatError? {
    let found = known.first { bytes.starts(with: $0.start) }
    let isText = bytes.prefix(8).allSatisfy { 0x20..<0x7F ~= $0 || 0x09...0x0D ~= $0 }
    guard let name = found?.name ?? (isText ? "text" : nil) else { return nil }
    return FormatError(
      "this is not a safetensors file but \(name)", at: 0,
      hint: found?.hint ?? Safetensors.pathHint)
  }

  /// As many bytes as tell any of them.
  static let longestStart = known.map(\.start.count).max() ?? 0

  private static let known: [ForeignFormat] = {
    let convertHint = "convert it in Python with safetensors.torch.save_file or safetensors.numpy"
    let pickles = (2...5).map { version in
      ForeignFormat(start: [0x80, version], name: "a Python pickle", hint: convertHint)
    }
    return pickles + [
      ForeignFormat(
        start: Array("version https://git-lfs".utf8), name: "a Git LFS pointer",
        hint: "fetch the file it stands for with git lfs pull"),
      ForeignFormat(
        start: [0x50, 0x4B, 0x03, 0x04], name: "a zip archive (PyTorch, Keras or NumPy)",
        hint: convertHint),
      ForeignFormat(start: [0x89, 0x48, 0x44, 0x46], name: "an HDF5 file", hint: convertHint),
      ForeignFormat(start: [0x93, 0x4E, 0x55, 0x4D], name: "a NumPy array", hint: convertHint),
      ForeignFormat(
        start: [0x89, 0x50, 0x4E, 0x47], name: "a PNG image", hint: Safetensors.pathHint),
      ForeignFormat(start: [0x1F, 0x8B], name: "a gzip archive", hint: "unpack it with gunzip"),
    ]
  }()
}
