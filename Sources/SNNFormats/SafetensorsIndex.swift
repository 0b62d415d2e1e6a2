/// The index of a model that is split over several safetensors files, by custom called
/// `model.safetensors.index.json`:
///
///     {"metadata": {"total_size": 20},
///      "weight_map": {"layer.weight": "model-00001-of-00002.safetensors", …}}
///
/// A file must lie in the folder of the index: a path out of it is refused, so that an index cannot
/// make a program open anything else.  Words and numbers in `metadata` are skipped.
public struct SafetensorsIndex: Sendable {
  /// For every tensor, in the order of the index, the name of the file that holds it.
  public let places: [(tensor: String, file: String)]

  /// The files, in the order of their names.
  public var files: [String] {
    Set(places.map(\.file)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Reads the bytes of an index.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData` when it is not such an index, names a tensor twice or a
  ///   file outside the folder.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      places = try indexPlaces(bytes)
    } catch {
      throw error.located(in: name)
    }
  }
}

private func indexPlaces(
  _ bytes: [UInt8]
) throws(FormatError) -> [(tensor: String, file: String)] {
  guard bytes.count <= Safetensors.headerLimit else {
    throw FormatError(
      "the index is \(bytes.count) bytes long, more than \(Safetensors.headerLimit)", at: 0,
      hint: Safetensors.rewriteHint)
  }
  var scanner = HeaderScanner(
    bytes, bytes.indices, subject: "index", hint: Safetensors.rewriteHint)
  var places: [(tensor: String, file: String)]?
  try scanner.object { (scanner, key, offset) throws(FormatError) in
    switch key {
    case "metadata":
      try scanner.metadata { (scanner, _) throws(FormatError) in try scanner.skipScalar() }
    case "weight_map":
      var found: [(tensor: String, file: String)] = []
      try scanner.object { (scanner, tensor, offset) throws(FormatError) in
        guard found.count < Safetensors.tensorLimit else {
          throw FormatError(
            "the index has more than \(Safetensors.tensorLimit) tensors", at: offset,
            hint: "split the model into several")
        }
        found.append((tensor, try scanner.fileName(of: tensor)))
      }
      places = found
    default:
      throw FormatError(
        "the index has an unknown field “\(printable(name: key))”", at: offset,
        hint: "give the weights or their index, model.safetensors.index.json")
    }
  }
  try scanner.finish(padding: " \t\r\n")
  guard let places else {
    throw FormatError("the index needs a weight_map", at: 0, hint: Safetensors.rewriteHint)
  }
  return places
}

extension HeaderScanner {
  /// Reads the name of a file in the same folder.
  fileprivate mutating func fileName(of tensor: String) throws(FormatError) -> String {
    skipSpace()
    let start = offset
    let name = try string(limit: 255)
    let isPath = name.utf8.contains { $0 < 0x20 || $0 == 0x7F || "/\\:".utf8.contains($0) }
    guard !name.isEmpty, name != ".", name != "..", !isPath else {
      throw FormatError(
        tensor: tensor, "is said to be in “\(printable(name: name))”, which is no plain file name",
        at: start, hint: "the files of a split model lie next to their index")
    }
    return name
  }
}

extension SafetensorsIndex {
  /// The tensors of all the files, each of which is read once; file by file in the order of their
  /// names, and in the order of the data.
  ///
  /// - Parameter read: reads the file with a name.
  /// - Throws: an error of kind `badData` when a file does not hold exactly the tensors that the
  ///   index says.
  func tensors(
    _ read: (_ file: String) throws(FormatError) -> [StoredTensor]
  ) throws(FormatError) -> [StoredTensor] {
    let files = Dictionary(places.map { ($0.tensor, $0.file) }) { first, _ in first }
    var tensors: [StoredTensor] = []
    for file in self.files {
      for tensor in try read(file) {
        guard files[tensor.name] == file else {
          let words = files[tensor.name].map { "in “\(printable(name: $0))”" } ?? "nowhere"
          throw FormatError(
            tensor: tensor.name, "is in “\(printable(name: file))” but \(words) by the index",
            hint: "the files are not of one model; copy or fetch them again")
        }
        tensors.append(tensor)
      }
    }
    // The names in one file differ, so it is enough to count.
    guard tensors.count == places.count else {
      let found = Set(tensors.map(\.name))
      let (name, file) = places.first { !found.contains($0.tensor) } ?? ("", "")
      throw FormatError(
        tensor: name, "is not in “\(printable(name: file))”, where the index says it is",
        hint: "the files are not of one model; copy or fetch them again")
    }
    return tensors
  }
}
