public import Foundation

/// A folder for one test, removed with it.
///
/// A class, because the folder goes when nobody holds it any more.
public final class Scratch {
  /// Where it is.
  public let path: String

  /// A new empty folder.
  public init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("snn-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  public func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  /// Writes a file and returns its path.
  public func file(_ name: String, _ bytes: Data) throws -> String {
    let place = path + "/" + name
    try bytes.write(to: URL(fileURLWithPath: place))
    return place
  }

  /// What lies in the folder.
  public var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
