import SNNFormats
import Testing

/// The files of `Scripts/golden-keras-broken.py`.
struct BrokenFiles {
  private let archive: ZipArchive

  init() throws { archive = try ZipArchive(parsing: fixture("broken.zip"), name: "broken.zip") }

  /// The names of all.
  var names: [String] { archive.entries.map(\.name) }

  func bytes(of name: String) throws -> [UInt8] {
    try archive.contents(of: #require(archive[name], "no \(name)"))
  }
}
