internal import SNNKernels

/// The bytes of a file or of a pipe, all at once.
///
/// - Parameters:
///   - path: the file; symbolic links are followed.
///   - limit: how many bytes are accepted, 16 GiB unless told.
/// - Returns: the bytes, none for an empty file.
/// - Throws: an error of kind `noInput` when the file is missing, is a folder or a disk, cannot be
///   read or is longer than `limit`.
public func readFile(_ path: String, limit: Int = 1 << 34) throws(FormatError) -> [UInt8] {
  do throws(SystemError) {
    return try readBytes(of: path, limit: limit)
  } catch {
    throw FormatError(reading: error).located(in: path)
  }
}

/// The first bytes of a file; all bytes of a pipe, which cannot be read a second time.
///
/// - Parameters:
///   - path: the file; symbolic links are followed.
///   - count: how many bytes of a file are wanted.
/// - Returns: the bytes, and whether there are no more.
/// - Throws: an error of kind `noInput`, as `readFile`.
package func readStart(
  of path: String, count: Int
) throws(FormatError) -> (bytes: [UInt8], isWhole: Bool) {
  do throws(SystemError) {
    var file = try InputFile(path, limit: 1 << 34)
    let bytes = try file.read(upTo: file.size == nil ? .max : count)
    return (bytes, file.size.map { $0 <= bytes.count } ?? true)
  } catch {
    throw FormatError(reading: error).located(in: path)
  }
}
