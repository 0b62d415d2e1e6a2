internal import Crypto
internal import Foundation
internal import SNN

/// Finds the files of a data set: in the folder given, in `SNN_DATASETS`, in the cache, or, failing
/// that, on the network.
struct DataStore {
  let folder: DataFolder
  let offline: Bool
  let quiet: Bool

  /// A folder that holds all the files, complete and unchanged.
  func folder(holding files: [RemoteFile]) throws -> String {
    guard !files.isEmpty else { return "" }
    if let folder = folder.path {
      for file in files { try check(file, in: folder) }
      return folder
    }
    let environment = ProcessInfo.processInfo.environment
    let shared = environment["SNN_DATASETS"].flatMap { $0.isEmpty ? nil : $0 }
    let lacking = shared.flatMap { shared in files.first { $0.path(in: shared) == nil } }
    if let shared, lacking == nil {
      for file in files { try check(file, in: shared) }
      return shared
    }
    let cache = cacheFolder(environment)
    let wanted = try files.filter { try !holds($0, in: cache) }
    if !wanted.isEmpty, let shared, let lacking, !quiet {
      Console.note("note    SNN_DATASETS, \(printable(shared)), lacks \(lacking.name)")
    }
    for file in wanted { try fetch(file, into: cache) }
    return cache
  }

  private func fetch(_ file: RemoteFile, into cache: String) throws {
    let path = path(file, in: cache)
    let byOtherMeans =
      "save \(file.url) as \(path), or pass the folder it is in with \(folder.flag)"
    guard !offline else {
      throw UserError(
        message: "\(file.name) is not on this machine, and --offline forbids fetching it",
        hint: byOtherMeans, exitCode: 66)
    }
    let place = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        message: "the cache folder cannot be created", place: place,
        hint: "set XDG_CACHE_HOME to a folder that can be written", exitCode: 73)
    }
    let bytes = [UInt8](try Download(file, hint: byOtherMeans, quiet: quiet).run())
    guard isContent(of: file, bytes) else {
      throw UserError(
        message: "\(file.name) was fetched, but its contents are not the known ones",
        place: file.url, hint: "get the file from elsewhere and save it as \(path)", exitCode: 65)
    }
    try atomicWrite(bytes, to: path)
  }

  private func check(_ file: RemoteFile, in folder: String) throws {
    guard let path = file.path(in: folder) else {
      throw UserError(
        message: "\(file.name) is not in the folder", place: folder,
        hint: "save \(file.url) as \(self.path(file, in: folder))", exitCode: 66)
    }
    guard isContent(of: file, try readFile(path)) else {
      throw UserError(
        message: "\(file.name) is not the known file: its SHA-256 differs", place: path,
        hint: "get it again from \(file.url)", exitCode: 65)
    }
  }

  private func holds(_ file: RemoteFile, in folder: String) throws -> Bool {
    guard let path = file.path(in: folder) else { return false }
    return isContent(of: file, try readFile(path))
  }

  /// Whether the bytes are the known ones once they are unpacked.
  private func isContent(of file: RemoteFile, _ bytes: [UInt8]) -> Bool {
    let content = try? decompressed(bytes, name: file.name, limit: file.contentByteCount)
    return content.map { digest($0) == file.sha256 } ?? false
  }

  private func path(_ file: RemoteFile, in folder: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent(file.name).path
  }

  private func digest(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  private func cacheFolder(_ environment: [String: String]) -> String {
    let base =
      environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
    return base.appendingPathComponent("swift-snn").path
  }
}

/// The folder of known data sets, if one was given, and the flag that gives it.
package struct DataFolder {
  let path: String?
  let flag: String

  package init(_ path: String?, flag: String) {
    (self.path, self.flag) = (path, flag)
  }
}
