import Foundation
import SNNData
import Testing

/// Where the files of a data set are looked for in a folder.
@Suite struct RemoteFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("remote-\(UUID().uuidString)")

  /// Puts an empty file into the folder.
  private func put(_ name: String) throws {
    let place = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: place)
  }

  /// Each place goes before those that come after it.
  @Test func packedAndUnpackedInItsFolderOrOutside() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = RemoteFile.mnistTestLabels
    #expect(file.path(in: folder.path) == nil)
    for name in [
      "t10k-labels-idx1-ubyte", "mnist/t10k-labels-idx1-ubyte", "t10k-labels-idx1-ubyte.gz",
      "mnist/t10k-labels-idx1-ubyte.gz",
    ] {
      try put(name)
      #expect(file.path(in: folder.path) == "\(folder.path)/\(name)")
    }
  }

  @Test func filesThatAreNotPackedHaveNoOtherName() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try put("sat")
    #expect(RemoteFile.landsatTest.path(in: folder.path) == nil)
    try put("sat.tst")
    #expect(RemoteFile.landsatTest.path(in: folder.path) == "\(folder.path)/sat.tst")
  }

  /// A file that has the name of the data set's folder is not in the way.
  @Test func aFileInPlaceOfTheFolder() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try put("yin_yang")
    try put("test_labels.npy")
    #expect(RemoteFile.yinYang.last?.path(in: folder.path) == "\(folder.path)/test_labels.npy")
  }
}
