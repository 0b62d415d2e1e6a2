internal import Foundation
internal import SNN

/// Where a run puts its files; looked at before any work, so that a bad place is known at once, and
/// made before training.
package struct OutputFolder {
  package let path: String
  /// The folders that have to be made, innermost first.
  private let missing: [URL]

  /// A folder with a larger number is none of ours.
  private static let mostRuns = 1_000_000_000

  package init(_ path: String) throws {
    self.path = path
    var place = URL(fileURLWithPath: path).absoluteURL.standardized
    var missing: [URL] = []
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      missing.append(place)
      place.deleteLastPathComponent()
    }
    self.missing = missing
    guard isFolder(place.path) else {
      throw refusal("cannot be created: \(place.path) is not a folder")
    }
    guard FileManager.default.isWritableFile(atPath: place.path) else {
      throw refusal(missing.isEmpty ? "cannot be written" : "cannot be created")
    }
    for file in RunFile.allCases.map(path(of:)) where isFolder(file) {
      throw refusal("has no room for a file: \(file) is a folder")
    }
  }

  /// Makes the folder unless it is there.
  package func create() throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw refusal("cannot be created")
    }
  }

  /// Makes the next of the numbered folders of a name in this one: `iris-1`, `iris-2`, …
  ///
  /// No two programs get the same, even when they start at once.
  package func createNext(called name: String) throws -> OutputFolder {
    try create()
    let name = name.replacing("/", with: "-")
    let others = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var number =
      others.filter { $0.hasPrefix(name + "-") }
      .compactMap { Int($0.dropFirst(name.count + 1)) }.filter { $0 < Self.mostRuns }.max() ?? 0
    while true {
      number += 1
      let next = place(of: "\(name)-\(number)")
      do {
        try FileManager.default.createDirectory(atPath: next, withIntermediateDirectories: false)
        return OutputFolder(path: next, missing: [URL(fileURLWithPath: next)] + missing)
      } catch CocoaError.fileWriteFileExists {
        continue
      } catch {
        throw refusal("cannot be created")
      }
    }
  }

  /// Removes what was made for a run if nothing was put there.
  package func removeIfEmpty() {
    for folder in missing {
      let contents = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
      guard contents?.isEmpty == true else { return }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  /// Removes a file that a run before has left and this one does not make.
  package func remove(_ file: RunFile) {
    try? FileManager.default.removeItem(atPath: path(of: file))
  }

  private init(path: String, missing: [URL]) { (self.path, self.missing) = (path, missing) }

  /// Where a file of a run lies.
  package func path(of file: RunFile) -> String { file.path(in: path) }

  /// Saves a file of a run, replacing an older one only when the new one is complete.
  package func save(_ text: String, as file: RunFile) throws {
    _ = try save(text, as: file.rawValue)
  }

  /// Saves a text, replacing an older one only when the new one is complete.
  /// - Returns: the path of the saved file.
  package func save(_ text: String, as name: String) throws -> String {
    let file = place(of: name)
    try atomicWrite(Array(text.utf8), to: file)
    return file
  }

  private func place(of name: String) -> String { path + (path.hasSuffix("/") ? "" : "/") + name }

  private func refusal(_ problem: String) -> UserError {
    UserError(
      message: "the output folder \(problem)", place: path,
      hint: "give a folder that can be written with --out", exitCode: 73)
  }
}

/// Whether a path leads to a folder.
package func isFolder(_ path: String) -> Bool {
  let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  let attributes = try? FileManager.default.attributesOfItem(atPath: place)
  return attributes?[.type] as? FileAttributeType == .typeDirectory
}
