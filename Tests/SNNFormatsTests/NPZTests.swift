import SNNFormats
import SNNTensor
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
}
