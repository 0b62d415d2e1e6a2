import Foundation
import SNN
import SNNCommandLine

/// A file to be written at the end of a run; its place is looked at before any work.
struct OutputFile {
  let path: String

  /// - Parameter others: files of the same run, none of which this one may replace.
  /// - Throws: `UserError` when the place cannot be written to.
  init(_ path: String, besides others: [String?]) throws {
    self.path = path
    try refuseReplacing(others, with: path, hint: "give it a name of its own")
    guard !isFolder(path) else {
      throw refusal("it is a folder", "give a file name inside the folder")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard isFolder(folder) else {
      throw refusal(
        "there is no folder \(folder)", "create the folder first, for example with mkdir -p")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw refusal("its folder is not writable", "choose a folder you may write to")
    }
  }

  private func refusal(_ reason: String, _ hint: String) -> UserError {
    UserError(
      message: "the output cannot be written: \(reason)", place: path, hint: hint, exitCode: 73)
  }

  /// Writes a text, replacing an existing file only when the new one is complete.
  func write(_ text: String) throws { try atomicWrite(Array(text.utf8), to: path) }
}
