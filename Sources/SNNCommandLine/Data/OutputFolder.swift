internal import Foundation
package import SNN

/// Where a run puts its model; looked at before any work, so that a bad place is known at once, and
/// made before training.
package struct OutputFolder {
  private let path: String
  /// The folders that have to be made, innermost first.
  private let missing: [URL]

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
    if isFolder(modelPath) {
      throw refusal("has no room for the model: \(modelPath) is a folder")
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

  /// Removes what `create` made if nothing was put there.
  package func removeIfEmpty() {
    for folder in missing {
      let contents = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
      guard contents?.isEmpty == true else { return }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  /// - Returns: the path of the saved file.
  package func save(_ model: TrainedModel) throws -> String {
    try model.save(to: modelPath)
    return modelPath
  }

  /// Saves a text beside the model, replacing an older one only when the new one is complete.
  /// - Returns: the path of the saved file.
  package func save(_ text: String, as name: String) throws -> String {
    let file = place(of: name)
    try atomicWrite(Array(text.utf8), to: file)
    return file
  }

  private func place(of name: String) -> String { path + (path.hasSuffix("/") ? "" : "/") + name }

  private var modelPath: String { place(of: "model.safetensors") }

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
