import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct NPZTests {
  /// As `numpy.savez` and `numpy.savez_compressed` of NumPy 2.4.6 wrote them.
  @Test(arguments: ["stored.npz", "deflated.npz"]) func readsWhatNumPyWrote(_ name: String) throws {
    let file = try NPZFile(contentsOf: fixturePath(name))
    let extra = name == "deflated.npz" ? ["zeros"] : []
    #expect(
      file.arrays.map(\.name) == extra + ["weight", "layer/bias", "columns", "scalar", "none"])
    #expect(file["weight"] == [[0, 1, 2], [3, 4, 5]])
    #expect(file["layer/bias"] == [1.5, -2])
    #expect(file["columns"] == [[1, 2, 3], [4, 5, 6]])
    #expect(file["scalar"] == Tensor(0.25))
    #expect(file["none"] == Tensor([], shape: [0, 4]))
    #expect(file["zeros"] == (extra.isEmpty ? nil : .zeros([40, 50])))
    #expect(file["weight.npy"] == nil)
    #expect(file.tensors.map(\.name) == file.arrays.map(\.name))
    #expect(
      file.arrays.suffix(5).map(\.array.elementType) == ["<f4", ">f8", "<i2", "<f2", "|u1"])
  }

  /// Data may hold what weights may not; whoever asks for weights refuses it.
  @Test func numbersThatAreNotFiniteAreRead() throws {
    let file = try NPZFile(contentsOf: fixturePath("nan.npz"))
    let values = try #require(file.arrays.first?.array.values)
    #expect(values[0] == 0 && values[1].isNaN)
  }

  private func parsingError(_ bytes: [UInt8]) -> FormatError? {
    error { () throws(FormatError) in _ = try NPZFile(parsing: bytes, name: "weights.npz") }
  }

  @Test func errorsNameTheArchiveAndTheArray() throws {
    let objects = try #require(try parsingError(fixture("objects.npz")))
    #expect(objects.message.hasPrefix("weights.npz: objects.npy: the array holds Python objects"))
    let torch = try #require(try parsingError(fixture("torch.pt")))
    #expect(
      torch.message == "weights.npz: the archive holds “torch/data.pkl”, which is no .npy array")
    #expect(torch.kind == .badData && torch.hint.contains("numpy.savez"))
    let missing = error { () throws(FormatError) in _ = try NPZFile(contentsOf: "/nowhere.npz") }
    #expect(missing?.kind == .noInput)
  }

  /// What is wrong with an array is wrong in an archive.
  @Test(arguments: NPYTests.malformed) func malformedArraysAreRefused(_ array: Malformed) {
    let archive = zipped([
      ("x.npy", npy(NPYTests.two, data: [UInt8](repeating: 0, count: 8))), ("y.npy", array.bytes),
    ])
    Malformed(array.name, archive, "weights.npz: y.npy: ").expectRefusal(by: "weights.npz") {
      (bytes, name) throws(FormatError) in
      _ = try NPZFile(parsing: bytes, name: name)
    }
    Malformed(array.name, archive, array.words).expectRefusal(by: "weights.npz") {
      (bytes, name) throws(FormatError) in
      _ = try NPZFile(parsing: bytes, name: name)
    }
  }

  /// A megabyte may stand for a gigabyte: what an array says of its size comes first.
  @Test func arraysThatAreLongerThanTheySayAreNotUnpacked() throws {
    // Two blocks that are not packed (RFC 1951, §3.2.4), then one of no sort that there is.
    let start = npy(NPYTests.two) + [UInt8](repeating: 0, count: 60_000)
    let block = [0] + word(UInt16(start.count)) + word(~UInt16(start.count)) + start
    let archive = zipped([("x.npy", block + block + [7])])
    let record = try #require(archive.place(of: [0x50, 0x4B, 1, 2]))
    let size = start.count + 1 << 20
    let bytes = archive.with(UInt16(8), at: record + 10).with(UInt32(size), at: record + 24)
    let found = try #require(parsingError(bytes))
    #expect(found.message == "weights.npz: x.npy: the file goes on after the last number")
    #expect(found.byteOffset == npy(NPYTests.two).count + 8)
  }

  static let malformed = [
    Malformed("no array", zipped([("x", [])]), "“x”, which is no .npy array"),
    Malformed("other ending", zipped([("x.NPY", [])]), "“x.NPY”, which is no .npy array"),
    Malformed("folder", zipped([("x.npy/", [])]), "“x.npy/”, which is no .npy array"),
    Malformed("steers a terminal", zipped([("\u{1B}[31m", [])]), "“\\u{1b}[31m”, which is no"),
    Malformed("not a zip", npy(NPYTests.two), "does not start with PK"),
  ]

  @Test(arguments: malformed) func malformedArchivesAreRefused(_ file: Malformed) {
    file.expectRefusal(by: "weights.npz") { (bytes, name) throws(FormatError) in
      _ = try NPZFile(parsing: bytes, name: name)
    }
  }
}
