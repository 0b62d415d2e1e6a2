import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

/// A `.npy` file by its parts, and what NumPy read out of it.
struct NumPyArray: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let dimensions: [Int]
  let values: [Double]
  var testDescription: String { name }

  init(
    _ name: String, version: UInt8, _ header: String, data: String, _ dimensions: [Int],
    _ values: [Double]
  ) {
    self.name = name
    bytes = npy(header, data: hexadecimal(data), version: version)
    self.dimensions = dimensions
    self.values = values
  }
}

/// A `.npy` file made by hand, the header padded as the format asks for.
func npy(
  _ header: String, data: [UInt8] = [], version: UInt8 = 1, length: Int? = nil
) -> [UInt8] {
  let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
  let size = version == 1 ? 2 : 4
  var text = Array(header.utf8)
  while (magic.count + size + text.count + 1) % 64 != 0 { text.append(UInt8(ascii: " ")) }
  text.append(UInt8(ascii: "\n"))
  let count = length ?? text.count
  return magic + (0..<size).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + text + data
}

func hexadecimal(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

@Suite struct NPYTests {
  /// Headers and data as `numpy.save` of NumPy 2.4.6 writes them.
  static let arrays = [
    NumPyArray(
      "f2", version: 1, "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }",
      data: "003e00c0", [2], [1.5, -2]),
    NumPyArray(
      "f4 by rows", version: 1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
      data: "0000803f0000004000004040000080400000a0400000d040", [2, 3], [1, 2, 3, 4, 5, 6.5]),
    NumPyArray(
      "f4 by columns", version: 1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
      data: "0000803f00008040000000400000a040000040400000d040", [2, 3], [1, 2, 3, 4, 5, 6.5]),
    NumPyArray(
      "big-endian f8 by columns", version: 1,
      "{'descr': '>f8', 'fortran_order': True, 'shape': (2, 2, 2), }",
      data:
        "00000000000000004010000000000000400000000000000040180000000000003ff000000000000040140000000000004008000000000000401c000000000000",
      [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]),
    NumPyArray(
      "i1", version: 1, "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }",
      data: "807f", [2], [-128, 127]),
    NumPyArray(
      "big-endian i2", version: 1, "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }",
      data: "fffe012c", [2], [-2, 300]),
    NumPyArray(
      "i4", version: 1, "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }",
      data: "90eefeff05000000", [2], [-70000, 5]),
    NumPyArray(
      "i8", version: 1, "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
      data: "000000000000e0ff0000000000010000", [2], [-9007199254740992, 1099511627776]),
    NumPyArray(
      "u1", version: 1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }",
      data: "00ff", [2], [0, 255]),
    NumPyArray(
      "big-endian u2", version: 1, "{'descr': '>u2', 'fortran_order': False, 'shape': (1,), }",
      data: "ffff", [1], [65535]),
    NumPyArray(
      "u4", version: 1, "{'descr': '<u4', 'fortran_order': False, 'shape': (1,), }",
      data: "ffffffff", [1], [4294967295]),
    NumPyArray(
      "big-endian u8", version: 1, "{'descr': '>u8', 'fortran_order': False, 'shape': (1,), }",
      data: "0020000000000000", [1], [9007199254740992]),
    NumPyArray(
      "b1", version: 1, "{'descr': '|b1', 'fortran_order': False, 'shape': (2, 1), }",
      data: "0100", [2, 1], [1, 0]),
    NumPyArray(
      "one number", version: 1, "{'descr': '<f8', 'fortran_order': False, 'shape': (), }",
      data: "0000000000000240", [], [2.25]),
    NumPyArray(
      "no numbers", version: 1, "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }",
      data: "", [0, 3], []),
    NumPyArray(
      "version 2", version: 2, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
      data: "0000e04000000041", [2], [7, 8]),
    NumPyArray(
      "version 3", version: 3, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
      data: "0000e04000000041", [2], [7, 8]),
  ]

  @Test(arguments: arrays) func readsWhatNumPyWrote(_ array: NumPyArray) throws {
    let file = try NPYFile(parsing: array.bytes, name: "array.npy")
    #expect(file.dimensions == array.dimensions)
    #expect(file.values == array.values)
    #expect(file.tensor.shape == Shape(array.dimensions))
    #expect(file.tensor.scalars == array.values.map { Scalar($0) })
  }

  @Test(arguments: arrays) func everyTruncationIsRefused(_ array: NumPyArray) {
    for count in array.bytes.indices {
      let found = error { () throws(FormatError) in
        _ = try NPYFile(parsing: Array(array.bytes[..<count]), name: "array.npy")
      }
      #expect(found?.kind == .badData && found?.byteOffset != nil, "\(count) bytes")
    }
  }

  static let two = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"

  /// A header that differs from a sound one in one place.
  private static func changed(_ old: String, _ new: String) -> [UInt8] {
    let parts = two.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    return npy(parts.joined(separator: new), data: [UInt8](repeating: 0, count: 8))
  }

  static let malformed = [
    Malformed("empty", [], "does not start with \\x93NUMPY"),
    Malformed("IDX", [0, 0, 8, 1, 0, 0, 0, 1, 5], "does not start with \\x93NUMPY"),
    Malformed("zip", [0x50, 0x4B, 3, 4, 0, 0, 0, 0], "does not start with \\x93NUMPY"),
    Malformed("magic alone", [0x93] + Array("NUMPY".utf8), "truncated"),
    Malformed("version 0", npy(two, version: 0), "version 0.0 is not known"),
    Malformed("version 4", npy(two, version: 4), "version 4.0 is not known"),
    Malformed("length beyond the file", npy(two, length: 9000), "says 9000 bytes but 118 follow"),
    Malformed("length beyond 10 KB", npy(two, length: 10_001), "10001 bytes long, more than 10000"),
    Malformed(
      "length 2³²−1", npy(two, version: 2, length: 1 << 32 - 1), "4294967295 bytes long"),
    Malformed("length 0", npy(two, length: 0), "needs a {"),
    Malformed("cut header", npy(two, length: 30), "no end"),
    Malformed("no brace", changed("{", ""), "needs a {"),
    Malformed("no closing brace", changed("}", ""), "needs a quoted word"),
    Malformed("no colon", changed(":", ""), "needs a :"),
    Malformed("bare key", changed("'descr'", "descr"), "needs a quoted word"),
    Malformed("another key", changed("descr", "dtype"), "second or unknown key “dtype”"),
    Malformed(
      "key twice", changed("'shape'", "'descr': '<f4', 'shape'"), "second or unknown key “descr”"),
    Malformed("no shape", changed(", 'shape': (2,)", ""), "needs descr, fortran_order and shape"),
    Malformed("nothing", npy("{}"), "needs descr, fortran_order and shape"),
    Malformed("lower-case bool", changed("False", "false"), "needs True or False"),
    Malformed("number for a bool", changed("False", "0"), "needs True or False"),
    Malformed("code", changed("(2,)", "(exit(),)"), "needs a whole number"),
    Malformed("list for a shape", changed("(2,)", "[2]"), "needs a ("),
    Malformed("brackets, no tuple", changed("(2,)", "(2)"), "needs a ,"),
    Malformed("negative size", changed("2", "-2"), "needs a whole number"),
    Malformed("fraction", changed("(2,)", "(2.0,)"), "needs a whole number"),
    Malformed("leading zero", changed("2", "02"), "needs a whole number"),
    Malformed("size beyond Int", changed("2", "9223372036854775808"), "too large"),
    Malformed(
      "product beyond Int", changed("2,", "4611686018427387904, 4"), "too large for any file"),
    Malformed("bytes beyond Int", changed("2", "9223372036854775807"), "too large for any file"),
    Malformed("nine axes", changed("2,", "1, 1, 1, 1, 1, 1, 1, 1, 2"), "more than 8 axes"),
    Malformed("objects", changed("<f4", "|O"), "Python objects"),
    Malformed("text", changed("<f4", "<U4"), "“<U4” is not read"),
    Malformed("complex", changed("<f4", "<c8"), "“<c8” is not read"),
    Malformed("long double", changed("<f4", "<f16"), "“<f16” is not read"),
    Malformed("no byte order", changed("<f4", "|f4"), "“|f4” is not read"),
    Malformed("two-byte bool", changed("<f4", "<b2"), "“<b2” is not read"),
    Malformed("records", changed("'<f4'", "[('x', '<f4')]"), "holds records"),
    Malformed("escape", changed("<f4", "\\x3cf4"), "more than plain characters"),
    Malformed("control character", changed("<f4", "<f4\u{1}"), "more than plain characters"),
    Malformed("text after the brace", changed("}", "} #"), "goes on after"),
    Malformed("too few numbers", npy(two, data: [0, 0, 0, 0, 0, 0, 0]), "says 8 bytes"),
    Malformed(
      "too many numbers", npy(two, data: [UInt8](repeating: 0, count: 9)), "goes on after"),
  ]

  @Test(arguments: malformed) func malformedFilesAreRefused(_ file: Malformed) {
    file.expectRefusal(by: "array.npy") { (bytes, name) throws(FormatError) in
      _ = try NPYFile(parsing: bytes, name: name)
    }
  }

  @Test(arguments: malformed) func errorsSayWhere(_ file: Malformed) {
    let found = error { () throws(FormatError) in
      _ = try NPYFile(parsing: file.bytes, name: "array.npy")
    }
    #expect(found?.byteOffset != nil)
  }

  /// Whatever is done to a sound file, reading it ends in numbers or in an error.
  @Test(arguments: 0..<arrays.count) func mutations(index: Int) {
    var generator = SplitMix64(seed: UInt64(index))
    var refused = 0
    for _ in 0..<1000 {
      let bytes = mutated(Self.arrays[index].bytes, using: &generator)
      let found = error { () throws(FormatError) in
        let file = try NPYFile(parsing: bytes, name: "mutated")
        #expect(file.tensor.scalars.count == file.values.count)
      }
      if let found { #expect(found.kind == .badData && !found.hint.isEmpty) }
      refused += found == nil ? 0 : 1
    }
    #expect(refused > 300 && refused < 1000)
  }

  /// Spellings NumPy reads too: other quotes, another order of keys, no spaces, no last comma.
  @Test func freedomsOfTheFormat() throws {
    let header = #"{"shape":(1,2),"fortran_order":True,"descr":"<u1"}"#
    let file = try NPYFile(parsing: npy(header, data: [3, 4]), name: "array.npy")
    #expect(file.dimensions == [1, 2] && file.values == [3, 4])
  }

  @Test func aMissingFileIsNoInput() {
    let found = error { () throws(FormatError) in _ = try NPYFile(contentsOf: "/nowhere.npy") }
    #expect(found?.kind == .noInput)
  }
}
