internal import SNNKernels

/// A zip archive, read from its central directory; nothing about it is trusted.
///
///     let archive = try ZipArchive(parsing: readFile(path), name: path)
///     if let entry = archive["config.json"] {
///       let text = try archive.contents(of: entry)
///     }
///
/// Entries that are stored or deflated are read, with the sizes of zip64.  What is split over
/// several files, encrypted or ambiguous is refused: two entries of one name or in one place, a
/// local header that names another entry, bytes before the first or behind the end.  Names are only
/// names: nothing is ever written or opened by them.
/// - Reference: PKWARE, *.ZIP file format specification*, version 6.3.10, 2022.
public struct ZipArchive: Sendable {
  /// One file in an archive.
  public struct Entry: Sendable {
    /// The name, in which `/` stands between folders.
    public let name: String

    /// The number of bytes after unpacking.
    public let size: Int

    let isDeflated: Bool
    let checkSum: UInt32
    /// Where the bytes stand in the archive, packed or not.
    let data: Range<Int>
  }

  /// The most entries an archive may have.
  static let entryLimit = 100_000
  /// The longest name in bytes.
  static let nameLimit = Safetensors.nameLimit

  private let bytes: [UInt8]
  private let source: String
  private let places: [String: Int]

  /// The entries in the order of the central directory.
  public let entries: [Entry]

  /// Reads the directory of an archive and checks that every entry has a place of its own.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData` when it is no zip archive, is damaged, has more than
  ///   100,000 entries, or says that it unpacks to more than packing of this sort could have packed.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      let end = try ZipEnd(bytes)
      entries = try zipEntries(
        try zipDirectory(bytes, end), bytes, before: end.directory.lowerBound)
      var places = [String: Int](minimumCapacity: entries.count)
      for (index, entry) in entries.enumerated() {
        guard places.updateValue(index, forKey: entry.name) == nil else {
          throw FormatError(
            "the archive has two entries named “\(printable(name: entry.name))”",
            at: entry.data.lowerBound, hint: ZipHint.packAgain)
        }
      }
      (self.bytes, source, self.places) = (bytes, name, places)
    } catch {
      throw error.located(in: name)
    }
  }

  /// The size of the whole archive in bytes.
  var byteCount: Int { bytes.count }

  /// The entry with a name.
  public subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

  /// Unpacks an entry.
  ///
  /// - Throws: an error of kind `badData` when the packed bytes are damaged, hold another number of
  ///   bytes than the directory says, or have another check sum.
  public func contents(of entry: Entry) throws(FormatError) -> [UInt8] {
    require(
      entry.data.upperBound <= bytes.count,
      "entry \(entry.name) must be one of this archive's entries")
    do throws(FormatError) {
      return try checkedContents(of: entry)
    } catch {
      throw error.located(in: source)
    }
  }

  /// Unpacks the first bytes of an entry, which its check sum does not cover alone.
  /// - Parameter count: how many bytes, of an entry that has as many.
  func start(of entry: Entry, count: Int) throws(FormatError) -> [UInt8] {
    let count = min(count, entry.size)
    guard entry.isDeflated else { return Array(bytes[entry.data].prefix(count)) }
    do throws(FormatError) {
      return try unpacked(entry, prefix: count)
    } catch {
      throw error.located(in: source)
    }
  }

  private func unpacked(_ entry: Entry, prefix count: Int) throws(FormatError) -> [UInt8] {
    do throws(InflateError) {
      return try unpackedDeflate(bytes, in: entry.data, prefix: count)
    } catch {
      throw FormatError(error, entry: entry.name, range: entry.data)
    }
  }

  private func checkedContents(of entry: Entry) throws(FormatError) -> [UInt8] {
    // One byte more shows whether the stream goes on.
    let content =
      entry.isDeflated ? try unpacked(entry, prefix: entry.size + 1) : Array(bytes[entry.data])
    guard content.count == entry.size else {
      let found = content.count > entry.size ? "more" : "\(content.count)"
      throw FormatError(
        entry: entry.name, "should unpack to \(entry.size) bytes but holds \(found)",
        at: entry.data.lowerBound, hint: copyAgainHint)
    }
    guard cyclicRedundancyCheck(content) == entry.checkSum else {
      throw FormatError(
        entry: entry.name, "does not match its check sum", at: entry.data.lowerBound,
        hint: copyAgainHint)
    }
    return content
  }
}

enum ZipHint {
  static let packAgain = "write the archive again with the program it came from"
}

extension FormatError {
  /// Something wrong with one entry of an archive; `message` goes on after its name.
  init(entry name: String, _ message: String, at byteOffset: Int, hint: String) {
    self.init("entry “\(printable(name: name))” \(message)", at: byteOffset, hint: hint)
  }

  fileprivate init(_ error: InflateError, entry: String, range: Range<Int>) {
    switch error {
    case .truncated:
      self.init(
        entry: entry, "ends in the middle of its packed bytes", at: range.upperBound,
        hint: copyAgainHint)
    case .damaged(let offset):
      self.init(entry: entry, "is damaged", at: offset, hint: copyAgainHint)
    case .trailingBytes(let offset):
      self.init(
        entry: entry, "has \(range.upperBound - offset) bytes behind its packed ones", at: offset,
        hint: copyAgainHint)
    }
  }
}
