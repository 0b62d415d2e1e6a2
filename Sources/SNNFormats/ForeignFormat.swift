/// Another sort of file, recognised by its first bytes or by what an archive holds.
struct ForeignFormat {
  let start: [UInt8]
  let name: String
  let hint: String

  /// The error for a file that cannot be safetensors, nil when it is nothing known either.
  ///
  /// Only for such files: the length of a sound header may look like one of the signatures.
  static func error(for bytes: [UInt8]) -> FormatError? {
    guard let found = format(of: bytes, hint: Safetensors.pathHint) else { return nil }
    return FormatError(
      "this is not a safetensors file but \(found.name)", at: 0, hint: found.hint)
  }

  /// The error for a file that is of no format of weights that is read.
  static func error(forWeights input: inout WeightInput) throws(FormatError) -> FormatError {
    let formatHint =
      "formats that are read: \(WeightFormat.all.map(\.name).joined(separator: ", "))"
    if let archive = try input.archive() {
      let endings = archives.filter { ending, _ in
        archive.entries.contains { $0.name.hasSuffix(ending) }
      }
      guard let (_, name) = endings.first else {
        return FormatError("this zip archive holds no weights that are read", hint: formatHint)
      }
      return FormatError("this is \(name), not weights alone", hint: networkHint)
    }
    let start = try Array(input.peek(longestStart))
    if start.isEmpty {
      return FormatError("the file is empty", at: 0, hint: Safetensors.truncatedHint)
    }
    guard let found = format(of: start, hint: formatHint) else {
      return FormatError("this is no format of weights that is known", at: 0, hint: formatHint)
    }
    return FormatError("this is \(found.name), which is not read", at: 0, hint: found.hint)
  }

  /// As many bytes as tell any of them.
  static let longestStart = known.map(\.start.count).max() ?? 0

  /// - Parameter hint: what helps against text.
  private static func format(of bytes: [UInt8], hint: String) -> ForeignFormat? {
    if let found = known.first(where: { bytes.starts(with: $0.start) }) { return found }
    let isText = bytes.prefix(8).allSatisfy { 0x20..<0x7F ~= $0 || 0x09...0x0D ~= $0 }
    return isText ? ForeignFormat(start: [], name: "text", hint: hint) : nil
  }

  private static let convertHint =
    "convert it in Python with safetensors.torch.save_file or safetensors.numpy"

  /// For files that `WeightFile` reads.
  private static let weightsHint = "give it to snnconvert, which reads it, or \(convertHint)"

  /// For files that SNNONNX and SNNKeras read.
  private static let networkHint = "give it to snnconvert, which reads it as a whole network"

  private static let known: [ForeignFormat] = {
    let torchPickle: [UInt8] = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A]
    let pickles = (2...5).map { version in
      ForeignFormat(start: [0x80, version], name: "a Python pickle", hint: convertHint)
    }
    // The version of the format, then the name of the program that wrote it.
    let graphs = (3...20).map { version in
      ForeignFormat(start: [0x08, version, 0x12], name: "an ONNX graph", hint: networkHint)
    }
    return [
      ForeignFormat(
        start: torchPickle, name: "a PyTorch file from before version 1.6", hint: weightsHint)
    ] + pickles + graphs + [
      ForeignFormat(
        start: Array("version https://git-lfs".utf8), name: "a Git LFS pointer",
        hint: "fetch the file it stands for with git lfs pull"),
      ForeignFormat(
        start: [0x50, 0x4B, 0x03, 0x04], name: "a zip archive (PyTorch, Keras or NumPy)",
        hint: weightsHint),
      ForeignFormat(
        start: [0x89, 0x48, 0x44, 0x46], name: "an HDF5 file",
        hint: "snnconvert reads models of Keras in it; if it is none, \(convertHint)"),
      ForeignFormat(start: [0x93, 0x4E, 0x55, 0x4D], name: "a NumPy array", hint: weightsHint),
      ForeignFormat(
        start: [0x89, 0x50, 0x4E, 0x47], name: "a PNG image", hint: Safetensors.pathHint),
      ForeignFormat(start: [0x1F, 0x8B], name: "a gzip archive", hint: "unpack it with gunzip"),
    ]
  }()

  /// Formats that are zip archives, by the end of a name in them.
  private static let archives = [("model.weights.h5", "a Keras model")]
}
