import Foundation
import SNNTestSupport
import Testing

/// The same networks in every format that is read.
@Suite struct FormatTests {
  struct Layer: Decodable, Equatable {
    let kind: String
    let shape: [Int]
    let parameters: Int
  }

  private struct Document: Decodable {
    let format: String
    let layers: [Layer]?
    let template: String?
    let unused: [String]?
  }

  /// Files of other test targets, so that they are kept once.
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("SNNConversionTests/Fixtures").path

  private static func path(_ network: String, _ ending: String) -> String {
    "\(folder)/\(network)/\(network)\(ending)"
  }

  private func document(_ arguments: [String]) throws -> Document {
    let run = try CommandRun(["inspect", "--json"] + arguments)
    #expect(run.exitCode == 0, "\(run.remarks)")
    return try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
  }

  /// The layers of a network as its spec says them, and its tensors.
  private static let tensorFiles = [
    (".safetensors", "safetensors"), (".npz", "NumPy archive"), (".pt", "PyTorch"),
    (".pth", "PyTorch"), ("-module.pt", "PyTorch"),
  ]

  private static let landsat = [
    Layer(kind: "input", shape: [36], parameters: 0),
    Layer(kind: "batch norm", shape: [36], parameters: 72),
    Layer(kind: "linear", shape: [128], parameters: 4736),
    Layer(kind: "rectifier", shape: [128], parameters: 0),
    Layer(kind: "linear", shape: [64], parameters: 8256),
    Layer(kind: "rectifier", shape: [64], parameters: 0),
    Layer(kind: "linear", shape: [6], parameters: 390),
  ]

  private static let mnist: [Layer] = {
    let large = [16, 28, 28]
    let small = [32, 7, 7]
    return [
      Layer(kind: "input", shape: [1, 28, 28], parameters: 0),
      Layer(kind: "convolution", shape: large, parameters: 160),
      Layer(kind: "batch norm", shape: large, parameters: 32),
      Layer(kind: "rectifier", shape: large, parameters: 0),
      Layer(kind: "max-pool", shape: [16, 14, 14], parameters: 0),
      Layer(kind: "convolution", shape: [32, 14, 14], parameters: 4640),
      Layer(kind: "batch norm", shape: [32, 14, 14], parameters: 64),
      Layer(kind: "rectifier", shape: [32, 14, 14], parameters: 0),
      Layer(kind: "max-pool", shape: small, parameters: 0),
      Layer(kind: "convolution", shape: small, parameters: 9248),
      Layer(kind: "batch norm", shape: small, parameters: 64),
      Layer(kind: "rectifier", shape: small, parameters: 0),
      Layer(kind: "convolution", shape: small, parameters: 9248),
      Layer(kind: "batch norm", shape: small, parameters: 64),
      Layer(kind: "add", shape: small, parameters: 0),
      Layer(kind: "rectifier", shape: small, parameters: 0),
      Layer(kind: "average-pool", shape: [32, 3, 3], parameters: 0),
      Layer(kind: "flatten", shape: [288], parameters: 0),
      Layer(kind: "linear", shape: [10], parameters: 2890),
    ]
  }()

  @Test(arguments: tensorFiles) func tensorsNeedASpec(ending: String, format: String) throws {
    for (name, layers) in [("landsat-mlp", Self.landsat), ("mnist-cnn", Self.mnist)] {
      let spec = Self.path(name, ".yaml")
      let document = try document([Self.path(name, ending), "--spec", spec])
      #expect(document.format == format && document.unused == [] && document.template == nil)
      #expect(document.layers == layers)
    }
  }

  @Test func splitAndPackedFiles() throws {
    let spec = Self.path("landsat-mlp", ".yaml")
    for (ending, format) in [
      ("-sharded/model.safetensors.index.json", "split safetensors"),
      ("-compressed.npz", "NumPy archive"),
    ] {
      let document = try document([Self.path("landsat-mlp", ending), "--spec", spec])
      #expect(document.format == format && document.layers == Self.landsat)
    }
  }

  @Test(arguments: ["-dynamo", "-legacy"]) func graphsNeedNone(exporter: String) throws {
    for (name, layers) in [("landsat-mlp", Self.landsat), ("mnist-cnn", Self.mnist)] {
      let file = Self.path(name, exporter + ".onnx")
      let document = try document([file])
      #expect(document.format.hasPrefix("ONNX with operators of version 20, by pytorch 2.15.0"))
      #expect(document.layers == layers && document.template == nil)
      try expectFailure(
        CommandRun(["inspect", file, "--spec", Self.path(name, ".yaml")]), exitCode: 64,
        naming: "the file says itself what it computes")
      try expectFailure(
        CommandRun(["inspect", file, "--input", "36"]), exitCode: 64,
        naming: "the file says itself which samples it takes")
    }
  }

  /// Tensors that lie in a file beside the graph.
  @Test func graphsMayBeSplit() throws {
    let file = Self.path("landsat-mlp", "-external.onnx")
    #expect(try document([file]).layers == Self.landsat)
    let graph = try #require(FileManager.default.contents(atPath: file))
    let scratch = try Scratch()
    let copy = try scratch.file("alone.onnx", graph)
    try expectFailure(CommandRun(["inspect", copy]), exitCode: 65, naming: "onnx.data")
  }

  /// A chain of PyTorch's layers says what it computes, for rows of features even of what shape.
  @Test func wholeModels() throws {
    let mlp = Self.path("landsat-mlp", "-module.pt")
    #expect(try document([mlp]).layers == Self.landsat)
    #expect(try document([mlp, "--input", "36"]).layers == Self.landsat)
    let normalized = try document([mlp, "--mean", "0.5", "--std", "2"]).layers
    #expect(normalized?.count == Self.landsat.count + 1)
    #expect(normalized?[1] == Layer(kind: "batch norm", shape: [36], parameters: 72))
    try expectFailure(
      CommandRun(["inspect", mlp, "--mean", "1,2"]), exitCode: 65, naming: "mean has 2 numbers")
    try expectFailure(
      CommandRun(["inspect", mlp, "--input", "35"]), exitCode: 65,
      naming: "layer “0” (batch norm) is for 36 channels")
    // Images of any size go through convolutions.
    let images = Self.folder + "/sequential.pt"
    let open = try CommandRun(["inspect", images])
    #expect(
      open.exitCode == 0 && open.output.contains("\nThe file holds a model for samples of a "))
    #expect(
      try document([images, "--input", "1,6,6"]).layers?.map(\.kind) == [
        "input", "convolution", "rectifier", "max-pool", "flatten", "linear",
      ])
    try expectFailure(
      CommandRun(["inspect", images, "--input", "1,9,9"]), exitCode: 65,
      naming: "layer “4” (linear) takes 8 features, but is given [18]")
    try expectFailure(
      CommandRun(["inspect", images, "--std", "2"]), exitCode: 64, naming: "--input gives it")
    // A class of one's own: its forward is in no file.
    let cnn = Self.path("mnist-cnn", "-module.pt")
    let run = try CommandRun(["inspect", cnn])
    #expect(run.exitCode == 0 && run.output.contains("\nThe file holds a model of the class "))
    #expect(run.output.contains(", but not what it computes; a spec starts like this:\n"))
    try expectFailure(
      CommandRun(["inspect", cnn, "--input", "1,28,28"]), exitCode: 64,
      naming: "--input is of no use: the file holds a model of the class")
  }

  @Test(arguments: [".keras", ".h5"]) func modelsOfKeras(ending: String) throws {
    for (name, layers) in [("landsat-mlp", Self.landsat), ("mnist-cnn", Self.mnist)] {
      let file = Self.path(name, ending)
      #if HDF5
        let document = try document([file])
        #expect(document.format == "Keras" && document.layers == layers)
        let scratch = try Scratch()
        let bytes = try #require(FileManager.default.contents(atPath: file))
        let cut = try scratch.file("cut\(ending)", bytes.prefix(bytes.count / 2))
        try expectFailure(CommandRun(["inspect", cut]), exitCode: 65, naming: "/cut\(ending): ")
        try expectFailure(
          CommandRun(["inspect", file, "--input", "36"]), exitCode: 64,
          naming: "the file says itself which samples it takes")
      #else
        #expect(!layers.isEmpty)
        let run = try CommandRun(["inspect", file])
        try expectFailure(run, exitCode: 65, naming: "lacks the library that reads HDF5")
        #expect(run.remarks.contains("--traits HDF5"))
      #endif
      let stream = try CommandRun(
        of: "snnconvert", ["inspect", "-"], input: try Data(contentsOf: URL(fileURLWithPath: file)))
      try expectFailure(stream, exitCode: 64, naming: "not from standard input")
    }
  }

  @Test(arguments: [".safetensors", ".npz", ".pt", "-dynamo.onnx"])
  func anyFormatComesThroughAPipe(ending: String) throws {
    let bytes = try #require(
      FileManager.default.contents(atPath: Self.path("landsat-mlp", ending)))
    let isGraph = ending.hasSuffix("onnx")
    let spec = isGraph ? [] : ["--spec", Self.path("landsat-mlp", ".yaml")]
    let run = try CommandRun(
      of: "snnconvert", ["inspect", "-", "--json"] + spec, input: bytes)
    #expect(run.exitCode == 0, "\(run.remarks)")
    let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
    #expect(document.layers == Self.landsat)
  }

  /// What the contents are not, and what cannot be converted.
  @Test func endingsAreNotBelieved() throws {
    let scratch = try Scratch()
    let bytes = try #require(
      FileManager.default.contents(atPath: Self.path("landsat-mlp", "-legacy.onnx")))
    let misnamed = try scratch.file("net.safetensors", bytes)
    #expect(try document([misnamed]).layers == Self.landsat)
    for cut in [3, 100, bytes.count - 1] {
      let file = try scratch.file("cut.onnx", bytes.prefix(cut))
      try expectFailure(CommandRun(["inspect", file]), exitCode: 65, naming: "/cut.onnx: ")
    }
  }

  /// The template of a network of PyTorch's tensors is nearly its spec.
  @Test(arguments: [".safetensors", ".pt", ".npz"])
  func templatesOfTrainedNetworks(ending: String) throws {
    let template = try CommandRun(["inspect", Self.path("mnist-cnn", ending), "--template"])
    let layers = template.output.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map {
      $0.components(separatedBy: "  #")[0].dropFirst(4)
    }
    let convolutions = layers.filter { $0.hasPrefix("conv:") }
    #expect(convolutions.map { $0.contains("stride: 1, padding: 0") } == [true, true, true, true])
    #expect(layers.filter { $0.hasPrefix("batchnorm:") }.count == 4)
    #expect(layers.suffix(2) == ["flatten", "linear: classifier"])
    if ending != ".safetensors" {
      // In the order in which the network has them.
      #expect(
        layers.filter { $0.hasPrefix("batchnorm:") } == [
          "batchnorm: bn1", "batchnorm: bn2", "batchnorm: block.1", "batchnorm: block.4",
        ])
    }
  }
}
