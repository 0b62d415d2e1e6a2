internal import SNNFormats
internal import SNNKernels

/// Where the numbers of a tensor lie in a file beside the network's.
struct ExternalPlace {
  let file: String
  let bytes: Range<Int>
}

/// The files beside a network's own that hold its larger tensors.
struct ExternalFiles {
  /// The folder of the network's file; nil when it came from nowhere.
  private let folder: String?
  private var sizes: [String: Int] = [:]

  init(folder: String?) { self.folder = folder }

  /// The bytes of all the files that tensors lie in.
  var byteCount: Int { sizes.values.reduce(0) { min($0, 1 << 40) + min($1, 1 << 40) } }

  /// The place that a tensor's notes name, checked against the file itself.
  ///
  /// - Parameters:
  ///   - notes: location, offset and length; others say nothing of the place.
  ///   - tensor: its name, for messages.
  ///   - size: its size in bytes.
  mutating func place(
    _ notes: [ONNXStringStringEntryProto], tensor: String, size: Int
  ) throws(FormatError) -> ExternalPlace {
    var entries: [String: String] = [:]
    for note in notes {
      guard entries.updateValue(note.value, forKey: note.key) == nil else {
        throw FormatError(
          tensor: tensor, "says its \(printable(note.key, limit: 40)) twice", hint: exportAgainHint)
      }
    }
    let file = entries["location"] ?? ""
    guard Self.isPlainName(file) else {
      throw FormatError(
        tensor: tensor,
        "lies in “\(printable(file, limit: 200))”, which is not the name of a file in the network's "
          + "folder",
        hint: "save the network again with its data in one file beside it")
    }
    let whole = try self.size(of: file, tensor: tensor)
    let offset = try number(entries["offset"] ?? "0", "offset", tensor: tensor)
    let (end, overflows) = offset.addingReportingOverflow(size)
    guard !overflows, end <= whole else {
      throw FormatError(
        tensor: tensor,
        "needs \(size) bytes from byte \(offset) of “\(printable(file))”, which has \(whole)",
        hint: "the file beside the network is damaged or another network's; copy both again")
    }
    let length =
      try entries["length"].map { (text) throws(FormatError) in
        try number(text, "length", tensor: tensor)
      } ?? (whole - offset)
    guard length == size else {
      throw FormatError(
        tensor: tensor, "needs \(size) bytes but is said to have \(length)", hint: exportAgainHint)
    }
    return ExternalPlace(file: file, bytes: offset..<end)
  }

  /// The bytes at a place.
  func read(_ place: ExternalPlace, tensor: String) throws(FormatError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try SideFile(path(of: place.file)).read(place.bytes)
    } catch {
      throw unreadable(place.file, error, tensor: tensor)
    }
    guard bytes.count == place.bytes.count else {
      throw FormatError(
        tensor: tensor,
        "lies in “\(printable(place.file))”, which became shorter while it was read",
        hint: "wait until the file is written, then try again")
    }
    return bytes
  }

  private mutating func size(of file: String, tensor: String) throws(FormatError) -> Int {
    if let known = sizes[file] { return known }
    guard folder != nil else {
      throw FormatError(
        tensor: tensor,
        "lies in another file, “\(printable(file))”, but the network came without a folder",
        hint: "read the network from its file, not from bytes alone")
    }
    do throws(SystemError) {
      let size = try SideFile(path(of: file)).size
      sizes[file] = size
      return size
    } catch {
      throw unreadable(file, error, tensor: tensor)
    }
  }

  private func path(of file: String) -> String { "\(folder ?? ".")/\(file)" }

  private func unreadable(_ file: String, _ error: SystemError, tensor: String) -> FormatError {
    let reason = error.cause == .link ? "is a symbolic link" : "cannot be read: \(error.reason)"
    return FormatError(
      tensor: tensor, "lies in “\(printable(file))”, which \(reason)",
      hint: "keep “\(printable(file))” beside the network, under the name it was saved with")
  }

  private static func isPlainName(_ name: String) -> Bool {
    1...255 ~= name.utf8.count && name != "." && name != ".."
      && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
  }

  private func number(_ text: String, _ key: String, tensor: String) throws(FormatError) -> Int {
    // Digits only: Int would take a sign.
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int(text)
    else {
      throw FormatError(
        tensor: tensor,
        "has the \(key) “\(printable(text, limit: 40))”, which is no place in a file",
        hint: exportAgainHint)
    }
    return number
  }
}

let exportAgainHint = "export the network again, for example with torch.onnx.export"
