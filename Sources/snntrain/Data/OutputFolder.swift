import Foundation
import SNN

/// Where a run puts its model; made before training, so that a bad place is known at once.
struct OutputFolder {
  private let path: String

  init(_ path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        message: "the output folder cannot be created", place: path,
        hint: "give a folder that can be written with --out", exitCode: 73)
    }
    guard FileManager.default.isWritableFile(atPath: path) else {
      throw UserError(
        message: "the output folder cannot be written", place: path,
        hint: "give a folder that can be written with --out", exitCode: 73)
    }
  }

  /// - Returns: the path of the saved file.
  func save(_ model: TrainedModel) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent("model.safetensors")
    try model.save(to: file.path)
    return path.hasSuffix("/") ? path + "model.safetensors" : path + "/model.safetensors"
  }
}
