import SNNFormats
import Testing

@testable import SNNData

/// Files that look like Yin-Yang's and are not.
@Suite struct YinYangFileTests {
  private func npy(_ name: String, _ shape: String, _ values: [Double]) throws -> NPYFile {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
    let bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    let data = values.flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    }
    return try NPYFile(parsing: bytes + Array(header.utf8) + data, name: name)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var shape = "(2, 4)"
    var samples = [0, 0.5, 1, 0.5, 0.25, 0.25, 0.75, 0.75]
    var labelShape = "(2,)"
    var labels: [Double] = [0, 2]
    let message: String
    var place = "samples"
  }

  @Test func soundFilesAreRead() throws {
    let sound = Fault(testDescription: "none", message: "")
    let data = try Dataset(
      yinYang: npy("samples", sound.shape, sound.samples),
      labels: npy("labels", sound.labelShape, sound.labels))
    #expect(data.features == [[0, 0.5, 1, 0.5], [0.25, 0.25, 0.75, 0.75]])
    #expect(data.labels == [0, 2] && data.classNames == ["yin", "yang", "dot"])
  }

  @Test(arguments: [
    Fault(
      testDescription: "flat", shape: "(8,)",
      message: "the array is [8], not N points of 4 numbers"),
    Fault(
      testDescription: "points of 2", shape: "(4, 2)",
      message: "the array is [4, 2], not N points of 4 numbers"),
    Fault(
      testDescription: "none", shape: "(0, 4)", samples: [], labelShape: "(0,)", labels: [],
      message: "there are no rows"),
    Fault(
      testDescription: "one label", labelShape: "(1,)", labels: [0],
      message: "2 samples cannot have labels [1]", place: "labels"),
    Fault(
      testDescription: "NaN", samples: [0, 0.5, 1, 0.5, 0.25, .nan, 0.75, 0.75],
      message: "number 2 of sample 2 is nan"),
    Fault(
      testDescription: "infinite", samples: [0, 0.5, 1, -.infinity, 0.25, 0, 0.75, 0.75],
      message: "number 4 of sample 1 is -inf"),
    Fault(
      testDescription: "class 5", labels: [0, 5],
      message: "label 2 is 5.0, none of the classes 0, 1 and 2", place: "labels"),
    Fault(
      testDescription: "half a class", labels: [0.5, 2],
      message: "label 1 is 0.5, none of the classes 0, 1 and 2", place: "labels"),
    Fault(
      testDescription: "NaN for a class", labels: [0, .nan],
      message: "label 2 is nan, none of the classes 0, 1 and 2", place: "labels"),
  ])
  func everyFaultHasItsSentence(_ fault: Fault) throws {
    let found = #expect(throws: DataError.self) {
      _ = try Dataset(
        yinYang: npy("samples", fault.shape, fault.samples),
        labels: npy("labels", fault.labelShape, fault.labels))
    }
    #expect(found?.message == fault.message && found?.place == fault.place)
    #expect(found?.hint == "get Yin-Yang's own files")
  }
}
