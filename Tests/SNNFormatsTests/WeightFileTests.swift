import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

func weightError(_ path: String) -> FormatError? {
  error { () throws(FormatError) in _ = try WeightFile(contentsOf: path) }
}

@Suite struct WeightFileTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let file: String
    let format: String
    let tensors: [String]
    let types: [String]
    var testDescription: String { file }
  }

  /// What the programs that wrote the files call the formats' contents.
  static let examples = [
    Example(
      file: "model-00001-of-00002.safetensors", format: "safetensors",
      tensors: ["a.bias", "b.weight"], types: ["I64", "F16"]),
    Example(
      file: "model.safetensors.index.json", format: "split safetensors",
      tensors: ["a.bias", "b.weight", "c"], types: ["I64", "F16", "F32"]),
    Example(file: "weight.npy", format: "NumPy array", tensors: ["weight"], types: ["<f4"]),
    Example(
      file: "stored.npz", format: "NumPy archive",
      tensors: ["weight", "layer/bias", "columns", "scalar", "none"],
      types: ["<f4", ">f8", "<i2", "<f2", "|u1"]),
    Example(
      file: "deflated.npz", format: "NumPy archive",
      tensors: ["zeros", "weight", "layer/bias", "columns", "scalar", "none"],
      types: ["<f4", "<f4", ">f8", "<i2", "<f2", "|u1"]),
  ]

  @Test(arguments: examples) func readsWhatOthersWrote(_ example: Example) throws {
    let file = try WeightFile(contentsOf: fixturePath(example.file))
    #expect(file.format == example.format)
    #expect(file.tensors.map(\.name) == example.tensors)
    #expect(file.tensors.map(\.elementType) == example.types)
    let values: [String: Tensor] = [
      "a.bias": [7], "b.weight": [[0, 1], [2, 3]], "c": Tensor(2.5),
      "weight": [[0, 1, 2], [3, 4, 5]], "layer/bias": [1.5, -2],
      "columns": [[1, 2, 3], [4, 5, 6]], "scalar": Tensor(0.25), "none": Tensor([], shape: [0, 4]),
      "zeros": .zeros([40, 50]),
    ]
    for stored in file.tensors {
      #expect(stored.tensor == values[stored.name])
      #expect(file[stored.name]?.tensor == stored.tensor)
    }
    #expect(file["other"] == nil)
  }

  /// The contents tell the format, whatever the file is called.
  @Test(arguments: examples) func namesDoNotMatter(_ example: Example) throws {
    try withTemporaryFolder { folder in
      for name in try contents(of: fixturePath()) where name.hasPrefix("model-") {
        try atomicWrite(fixture(name), to: "\(folder)/\(name)")
      }
      try atomicWrite(fixture(example.file), to: folder + "/weights.png")
      let file = try WeightFile(contentsOf: folder + "/weights.png")
      #expect(file.format == example.format)
      let isArray = example.format == "NumPy array"
      #expect(file.tensors.map(\.name) == (isArray ? ["weights.png"] : example.tensors))
    }
  }

  #if os(Linux)
    /// A pipe gives its first bytes only once.
    @Test(arguments: examples.filter { $0.format != "split safetensors" })
    func pipes(_ example: Example) throws {
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: Data(fixture(example.file)))
      try pipe.fileHandleForWriting.close()
      let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
      let file = try WeightFile(contentsOf: path)
      #expect(file.format == example.format && file.tensors.count == example.tensors.count)
    }
  #endif

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    let found = try #require(try weightError(fixturePath("nan.npz")))
    #expect(found.kind == .badData && found.hint.contains("finite"))
    #expect(found.message.contains("nan.npz: tensor “w” holds nan as number 2 of 2"))
  }

  @Test func otherFormatsAreNamed() throws {
    try withTemporaryFolder { folder in
      let pickle: [UInt8] = [0x80, 0x02, 0x7D, 0x71, 0x00, 0x2E]
      let oldTorch: [UInt8] = hexadecimal("80028a0a6cfc9c46f9206aa850192e80024de9032e")
      let cases: [([UInt8], String, String)] = [
        ([], "the file is empty", "truncated"),
        ([0, 1, 2, 3], "no format of weights that is known", "safetensors, split safetensors"),
        (Array("layer,weight\n1,2\n".utf8), "this is text, which is not read", "NumPy array"),
        (pickle, "a Python pickle, which is not read", "safetensors.torch.save_file"),
        (oldTorch, "the pickle is truncated", "copy or fetch it again"),
        (hexadecimal("080a12077079746f726368"), "an ONNX graph", "give it to snnconvert"),
        (
          [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file",
          "snnconvert reads models"
        ),
        (try fixture("pair.zip"), "this zip archive holds no weights", "NumPy archive"),
        (
          zipped([("model.weights.h5", [])]), "a Keras model, not weights alone",
          "give it to snnconvert"
        ),
        (Array(try fixture("pair.zip").dropLast()), "truncated", "copy or fetch it again"),
      ]
      for (bytes, words, hint) in cases {
        try atomicWrite(bytes, to: folder + "/weights")
        let found = try #require(weightError(folder + "/weights"), "\(words)")
        #expect(found.kind == .badData)
        #expect(found.message.hasPrefix("\(folder)/weights: ") && found.message.contains(words))
        #expect(!found.message.dropFirst(folder.count).contains(folder), "located twice: \(found)")
        #expect(found.hint.contains(hint), "\(found)")
      }
      #expect(weightError(folder)?.kind == .noInput)
      #expect(weightError(folder + "/none")?.kind == .noInput)
    }
  }

  /// In a folder with a sound index, whose files are then changed.
  @Test func filesThatDoNotFitTheIndex() throws {
    try withTemporaryFolder { folder in
      let index = folder + "/model.safetensors.index.json"
      let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
      try atomicWrite(fixture("model.safetensors.index.json"), to: index)
      try atomicWrite(fixture(first), to: "\(folder)/\(first)")
      let missing = try #require(weightError(index))
      #expect(missing.kind == .noInput)
      #expect(
        missing.message
          == "\(index): \(folder)/\(second): cannot be read: No such file or directory")

      func complaint(_ tensors: [(name: String, tensor: Tensor)]) throws -> String? {
        try SafetensorsFile(tensors: tensors).write(to: "\(folder)/\(second)")
        let found = weightError(index)
        #expect(found == nil || found?.kind == .badData)
        return found?.message
      }
      #expect(try complaint([("c", 1)]) == nil)
      #expect(
        try complaint([])
          == "\(index): tensor “c” is not in “\(second)”, where the index says it is")
      #expect(
        try complaint([("c", 1), ("d", 1)])
          == "\(index): tensor “d” is in “\(second)” but nowhere by the index")
      #expect(
        try complaint([("c", 1), ("a.bias", 1)])
          == "\(index): tensor “a.bias” is in “\(second)” but in “\(first)” by the index")
      try atomicWrite(fixture("stored.npz"), to: "\(folder)/\(second)")
      let foreign = try #require(weightError(index))
      #expect(foreign.message.hasPrefix("\(index): \(folder)/\(second): this is not a safetensors"))
    }
  }

  /// As the cache of Hugging Face lays them out: links to files elsewhere, side by side.
  @Test func linkedFiles() throws {
    try withTemporaryFolder { folder in
      for name in try contents(of: fixturePath()) where name.hasPrefix("model") {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/\(name)", withDestinationPath: fixturePath(name))
      }
      let file = try WeightFile(contentsOf: folder + "/model.safetensors.index.json")
      #expect(file.tensors.count == 3)
    }
  }
}
