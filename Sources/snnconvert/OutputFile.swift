import Foundation
import SNN
import SNNCommandLine

/// A file to be written at the end of a run; its place is looked at before any work.
struct OutputFile {
  let path: String

  /// - Throws: `UserError` when the place cannot be written to.
  init(_ path: String) throws {
    self.path = path
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw UserError(
        message: "the output cannot be written: it is a folder", place: path,
        hint: "give a file name inside the folder", exitCode: 73)
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw UserError(
        message: "the output cannot be written: there is no folder \(folder)", place: path,
        hint: "create the folder first, for example with mkdir -p", exitCode: 73)
    }
    guard manager.isWritableFile(atPath: folder) else {
      throw UserError(
        message: "the output cannot be written: its folder is not writable", place: path,
        hint: "choose a folder you may write to", exitCode: 73)
    }
  }

  /// Writes a text, replacing an existing file only when the new one is complete.
  func write(_ text: String) throws { try atomicWrite(Array(text.utf8), to: path) }
}
