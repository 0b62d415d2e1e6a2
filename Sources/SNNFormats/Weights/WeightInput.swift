internal import SNNKernels

/// A file of weights whose first bytes are looked at before it is read, even if it is a pipe.
struct WeightInput: ~Copyable {
  let path: String

  /// The size in bytes; nil for a pipe, whose end is known only once it has come.
  let size: Int?

  /// What is still to be read; nil when all bytes were there from the start.
  private var file: InputFile?
  /// What has been read ahead.
  private var ahead: [UInt8] = []
  /// How much of it has been handed out: to remove that would move the rest each time.
  private var handedOut = 0
  /// The directory of the zip archive that this file is, once it has been read.
  private var readArchive: ZipArchive?

  init(_ path: String) throws(FormatError) {
    self.path = path
    do throws(SystemError) {
      let file = try InputFile(path, limit: 1 << 34)
      size = file.size
      self.file = consume file
    } catch {
      throw FormatError(reading: error)
    }
  }

  /// A file whose bytes are known.
  init(bytes: [UInt8], path: String) {
    self.path = path
    size = bytes.count
    ahead = bytes
    file = nil
  }

  /// The next bytes, which stay: `count` of them, fewer where the file ends.
  mutating func peek(_ count: Int) throws(FormatError) -> ArraySlice<UInt8> {
    let missing = count - (ahead.count - handedOut)
    if missing > 0 { ahead += try readFurther(missing) }
    return ahead[handedOut...].prefix(count)
  }

  /// The next bytes: `count` of them, fewer where the file ends.
  mutating func read(upTo count: Int) throws(FormatError) -> [UInt8] {
    let bytes = Array(ahead[handedOut...].prefix(count))
    handedOut += bytes.count
    if handedOut == ahead.count { (ahead, handedOut) = ([], 0) }
    return bytes.count < count ? bytes + (try readFurther(count - bytes.count)) : bytes
  }

  /// All bytes that are left.
  mutating func readAll() throws(FormatError) -> [UInt8] { try read(upTo: .max) }

  /// The whole file as a zip archive, nil when it is none; it is read once, for all formats that
  /// are such archives.
  mutating func archive() throws(FormatError) -> ZipArchive? {
    if let readArchive { return readArchive }
    guard try isZip(peek(4)) else { return nil }
    let archive = try ZipArchive(parsing: readAll(), name: path)
    readArchive = archive
    return archive
  }

  private mutating func readFurther(_ count: Int) throws(FormatError) -> [UInt8] {
    do throws(SystemError) {
      return try file?.read(upTo: count) ?? []
    } catch {
      throw FormatError(reading: error)
    }
  }
}
