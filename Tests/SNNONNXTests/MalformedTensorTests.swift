import Foundation
import SNNConversion
import SNNFormats
import SNNTensor
import SNNTestSupport
import SwiftProtobuf
import Testing

@testable import SNNONNX

@Suite struct MalformedTensorTests {
  static let numbers = [
    Malformed(
      "too few", tensor { $0.floatData.removeLast() }, "“w” needs 18 numbers of type FLOAT"),
    Malformed("too many", tensor { $0.floatData.append(1) }, "but has 19 numbers"),
    Malformed("none", tensor { $0.floatData = [] }, "but has 0 numbers"),
    Malformed(
      "bytes too few", tensor { ($0.floatData, $0.rawData) = ([], .init(count: 71)) }, "71 bytes"),
    Malformed(
      "bytes too many", tensor { ($0.floatData, $0.rawData) = ([], .init(count: 76)) }, "76 bytes"),
    Malformed("in two places", tensor { $0.rawData = .init(count: 72) }, "numbers in 2 places"),
    Malformed("in two lists", tensor { $0.int32Data = [1] }, "numbers in 2 places"),
    Malformed(
      "in the wrong list",
      tensor { ($0.floatData, $0.doubleData) = ([], [Double](repeating: 1, count: 18)) },
      "needs 18 numbers of type FLOAT"),
    Malformed("negative size", tensor { $0.dims = [2, -1, 3, 3] }, "no tensor here can have"),
    Malformed(
      "empty", tensor { ($0.dims, $0.floatData) = ([2, 0, 3, 3], []) }, "has weights [2, 0"),
    Malformed("product 2⁶⁴", tensor { $0.dims = [1 << 32, 1 << 32] }, "too large for any file"),
    Malformed("bytes 2⁶³", tensor { $0.dims = [1 << 61] }, "too large for any file"),
    Malformed("zero times 2¹²⁴", tensor { $0.dims = [0, 1 << 62, 1 << 62] }, "too large for any"),
    Malformed("2⁶² numbers", tensor { $0.dims = [1 << 60] }, "needs 1152921504606846976 numbers"),
    Malformed("nine axes", tensor { $0.dims = [2, 1, 3, 3, 1, 1, 1, 1, 1] }, "no tensor here"),
    Malformed(
      "a thousand axes", tensor { $0.dims = [Int64](repeating: 1, count: 1000) }, "no tensor here"),
    Malformed("type 0", tensor { $0.dataType = 0 }, "number type 0, which is not known"),
    Malformed("type 99", tensor { $0.dataType = 99 }, "number type 99"),
    Malformed("type −1", tensor { $0.dataType = -1 }, "number type -1"),
    Malformed("text", tensor { $0.dataType = 8 }, "numbers of type STRING"),
    Malformed("bytes", tensor { $0.dataType = 3 }, "numbers of type INT8"),
    Malformed("complex", tensor { $0.dataType = 14 }, "numbers of type COMPLEX64"),
    Malformed(
      "whole numbers",
      tensor {
        ($0.dataType, $0.floatData) = (7, [])
        $0.int64Data = [Int64](repeating: 1, count: 18)
      }, "numbers of type INT64 where a network has weights"),
    Malformed(
      "halves of 32 bits",
      tensor {
        ($0.dataType, $0.floatData) = (10, [])
        $0.int32Data = [Int32](repeating: 1 << 16, count: 18)
      }, "65536 among numbers of 16 bits"),
    Malformed("NaN", tensor { $0.floatData[4] = .nan }, "holds nan as number 5 of 18"),
    Malformed(
      "infinite", tensor { $0.floatData[17] = -.infinity }, "holds -inf as number 18 of 18"),
    Malformed(
      "infinite half",
      tensor {
        ($0.dataType, $0.floatData) = (10, [])
        $0.int32Data = [Int32](repeating: 0x7C00, count: 18)
      }, "holds inf as number 1"),
    Malformed(
      "too large a double",
      tensor {
        ($0.dataType, $0.floatData) = (11, [])
        $0.doubleData = [Double](repeating: .nan, count: 18)
      }, "holds nan"),
    Malformed("in pieces", tensor { $0.segment = .init() }, "stored in pieces"),
    Malformed("place 2", tensor { $0.dataLocation = 2 }, "lies in place 2"),
  ]

  private static func tensor(_ change: (inout ONNXTensorProto) -> Void) -> [UInt8] {
    changedModel { change(&$0.initializer[0]) }
  }

  @Test(arguments: numbers) func isRefused(_ malformed: Malformed) { malformed.expectRefusal() }

  /// What notes about another file say, in a folder that has `data`, `short`, `link`, `folder` and
  /// `pipe`.
  static let places: [(KeyValuePairs<String, String>, String)] = [
    (["location": "missing"], "“missing”, which cannot be read: No such file"),
    (["location": "link"], "“link”, which is a symbolic link"),
    (["location": "folder"], "“folder”, which cannot be read: Is a directory"),
    (["location": "pipe"], "“pipe”, which cannot be read"),
    (["location": "short"], "needs 72 bytes from byte 0 of “short”, which has 71"),
    (["location": "../data"], "“../data”, which is not the name"),
    (["location": ".."], "“..”, which is not the name"),
    (["location": "."], "“.”, which is not the name"),
    (["location": "./data"], "“./data”, which is not the name"),
    (["location": "folder/data"], "“folder/data”, which is not"),
    (["location": "folder\\data"], "which is not the name"),
    (["location": "/etc/passwd"], "“/etc/passwd”, which is not"),
    (["location": "data\0"], "which is not the name"),
    (["location": ""], "“”, which is not the name"),
    ([:], "“”, which is not the name"),
    (["location": String(repeating: "a", count: 256)], "which is not the name"),
    (["location": "data", "location": "data"], "says its location twice"),
    (["location": "data", "offset": "29"], "needs 72 bytes from byte 29 of “data”, which has 100"),
    (["location": "data", "offset": "9223372036854775807"], "from byte 9223372036854775807"),
    (["location": "data", "offset": "9223372036854775808"], "which is no place in a file"),
    (["location": "data", "offset": "-4"], "offset “-4”, which is no place"),
    (["location": "data", "offset": "+4"], "offset “+4”, which is no place"),
    (["location": "data", "offset": "0x4"], "offset “0x4”, which is no place"),
    (["location": "data", "offset": ""], "offset “”, which is no place"),
    (["location": "data", "length": "71"], "needs 72 bytes but is said to have 71"),
    (["location": "data", "length": "100"], "needs 72 bytes but is said to have 100"),
    (["location": "data"], "needs 72 bytes but is said to have 100"),
    (["location": "data", "length": "seventy"], "length “seventy”, which is no place"),
  ]

  /// Runs `body` with a folder of files to lie in, which is gone afterwards.
  private func withFolder(_ body: (_ path: String) throws -> Void) throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try files.createDirectory(atPath: folder + "/folder", withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    try Data(count: 100).write(to: URL(fileURLWithPath: folder + "/data"))
    try Data(count: 71).write(to: URL(fileURLWithPath: folder + "/short"))
    try files.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/data")
    #expect(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
    try body(folder)
  }

  @Test(arguments: places.indices) func otherFileIsRefused(_ index: Int) throws {
    let (notes, words) = Self.places[index]
    let bytes = changedModel { $0.initializer[0] = .external("w", [2, 1, 3, 3], notes) }
    try withFolder { Malformed("\(notes)", bytes, words).expectRefusal(folder: $0) }
  }

  @Test func otherFileIsRead() throws {
    let bytes = changedModel {
      $0.initializer[0] = .external(
        "w", [2, 1, 3, 3],
        ["location": "data", "offset": "28", "length": "72", "checksum": "ab", "checksum": "ab"])
      $0.initializer[0].externalData.removeLast()
    }
    try withFolder { folder in
      let file = try ONNXFile(parsing: bytes, name: "sound", folder: folder)
      // The weights are zeros, so the bias of ½ alone is left: eight times ½ times ½ and ½.
      #expect(file.graph.scores(of: .ones([1, 16])) == [[2.5, 2.5]])
    }
  }

  @Test func otherFileWithoutAFolder() {
    let bytes = changedModel {
      $0.initializer[0] = .external("w", [2, 1, 3, 3], ["location": "data"])
    }
    Malformed("no folder", bytes, "the network came without a folder").expectRefusal()
  }

  @Test func missingFileIsNoInput() {
    do throws(FormatError) {
      _ = try ONNXFile(contentsOf: "/nowhere/net.onnx")
      Issue.record("read")
    } catch {
      #expect(error.kind == .noInput && error.message.hasPrefix("/nowhere/net.onnx: "))
    }
  }
}
