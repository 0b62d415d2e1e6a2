import Crypto
import Foundation
import SNN

/// Finds the files of a data set: in the folder given, in `SNN_DATASETS`, in the cache, or, failing
/// that, on the network.
struct DataStore {
  let folder: String?
  let offline: Bool
  let quiet: Bool

  /// A folder that holds all the files, complete and unchanged.
  func folder(holding files: [RemoteFile]) throws -> String {
    guard !files.isEmpty else { return "" }
    if let folder {
      for file in files { try check(file, in: folder) }
      return folder
    }
    let environment = ProcessInfo.processInfo.environment
    if let shared = environment["SNN_DATASETS"], files.allSatisfy({ exists($0, in: shared) }) {
      for file in files { try check(file, in: shared) }
      return shared
    }
    let cache = cacheFolder(environment)
    for file in files where !exists(file, in: cache) || !matches(file, in: cache) {
      try fetch(file, into: cache)
    }
    return cache
  }

  private func fetch(_ file: RemoteFile, into cache: String) throws {
    guard !offline else {
      throw UserError(
        message: "\(file.name) is not on this machine, and --offline forbids fetching it",
        hint: "get it from \(file.url) and pass its folder with --data", exitCode: 66)
    }
    let place = URL(fileURLWithPath: path(file, in: cache)).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        message: "the cache folder cannot be created", place: place,
        hint: "set XDG_CACHE_HOME to a folder that can be written", exitCode: 73)
    }
    let bytes = [UInt8](try Download(file, quiet: quiet).run())
    guard isContent(of: file, bytes) else {
      throw UserError(
        message: "\(file.name) was fetched, but its contents are not the known ones",
        place: file.url, hint: "get the file by other means and pass its folder with --data",
        exitCode: 65)
    }
    try atomicWrite(bytes, to: path(file, in: cache))
  }

  private func check(_ file: RemoteFile, in folder: String) throws {
    guard exists(file, in: folder) else {
      throw UserError(
        message: "\(file.name) is not in the folder", place: folder,
        hint: "get it from \(file.url), or leave --data out to fetch it", exitCode: 66)
    }
    guard matches(file, in: folder) else {
      throw UserError(
        message: "\(file.name) is not the known file: its SHA-256 differs",
        place: path(file, in: folder), hint: "get it again from \(file.url)", exitCode: 65)
    }
  }

  private func exists(_ file: RemoteFile, in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: path(file, in: folder))
  }

  private func matches(_ file: RemoteFile, in folder: String) -> Bool {
    guard let bytes = FileManager.default.contents(atPath: path(file, in: folder)) else {
      return false
    }
    return isContent(of: file, [UInt8](bytes))
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
    SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
  }

  private func cacheFolder(_ environment: [String: String]) -> String {
    let base =
      environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
    return base.appendingPathComponent("swift-snn").path
  }
}
