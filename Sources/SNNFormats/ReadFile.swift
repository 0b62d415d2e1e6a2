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
