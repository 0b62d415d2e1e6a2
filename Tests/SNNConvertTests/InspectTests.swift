import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

/// What `snnconvert inspect` says of files and networks.
@Suite struct InspectTests {
  @Test func tensorsAndTheStartOfASpec() throws {
    let scratch = try Scratch()
    let run = try CommandRun(["inspect", try scratch.weights()])
    #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
    #expect(
      run.output == """
        format    safetensors
        tensors   11 with 220 numbers

        tensor                   type  shape         numbers
        conv1.weight             F32   [4, 1, 3, 3]       36
        conv1.bias               F32   [4]                 4
        bn1.weight               F32   [4]                 4
        bn1.bias                 F32   [4]                 4
        bn1.running_mean         F32   [4]                 4
        bn1.running_var          F32   [4]                 4
        bn1.num_batches_tracked  F32   []                  1
        fc1.weight               F32   [8, 16]           128
        fc1.bias                 F32   [8]                 8
        fc2.weight               F32   [3, 8]             24
        fc2.bias                 F32   [3]                 3

        The file does not say what is computed from its tensors; a spec starts like this:

        # Guessed from the names and shapes of 11 tensors.  Look up what is marked # ?
        # where the network was trained: the file does not say it.
        input: [1, H, W]  # ? height and width of a sample
        # mean: 0.5  # ? if samples are normalized first: (x - mean)/std, a number or one per channel
        # std: 0.5
        # classes: [a, b]  # ? the names of the 3 scores, in their order
        layers:
          - conv: {weight: conv1, stride: 1, padding: 0}  # ? stride, padding; 1 to 4 channels, kernel 3×3
          - batchnorm: bn1
          - relu  # ? or another activation, or none
          # - maxpool: 2  # ? if there is a pool
          - flatten  # 16 features are 4 pixels of 4 channels
          - linear: fc1  # 16 to 8
          - relu  # ? or another activation, or none
          - linear: fc2  # 8 to 3

        """)
  }

  @Test func layersOfASpec() throws {
    let scratch = try Scratch()
    let spec = try scratch.file("net.yaml", smallSpec + "classes: [a, b, c]\nmean: 0.5\n")
    let run = try CommandRun(["inspect", try scratch.weights(), "--spec", spec])
    #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
    let layers = try #require(run.output.range(of: "input "))
    #expect(
      run.output[layers.lowerBound...] == """
        input     [1, 6, 6]
        output    [3]: a, b, c
        layers    9 with 213 parameters

        layer          kind         shape      parameters  takes
        normalization  batch norm   [1, 6, 6]           2
        conv1          convolution  [4, 4, 4]          40
        bn1            batch norm   [4, 4, 4]           8
        relu1          rectifier    [4, 4, 4]           0
        maxpool1       max-pool     [4, 2, 2]           0
        flatten1       flatten      [16]                0
        fc1            linear       [8]               136
        relu2          rectifier    [8]                 0
        fc2            linear       [3]                27

        """)
  }

  @Test func branchesSayWhatTheyTake() throws {
    let scratch = try Scratch()
    let spec = try scratch.file(
      "net.yaml",
      """
      input: [4, 5, 5]
      layers:
        - residual:
            branch: [conv: {weight: a, padding: same}]
            shortcut: [subsample: {stride: 1, channels: 4}]
        - concat: [[relu], []]
        - flatten
      """)
    let weights = try scratch.weights("w.safetensors", [("a.weight", [4, 4, 3, 3]), ("b", [2])])
    let run = try CommandRun(["inspect", weights, "--spec", spec])
    #expect(run.exitCode == 0, "\(run.remarks)")
    #expect(
      run.output.hasSuffix(
        """
        layers    6 with 160 parameters

        layer       kind           shape      parameters  takes
        a           convolution    [4, 5, 5]         144
        subsample1  convolution    [4, 5, 5]          16  input
        residual1   add            [4, 5, 5]           0  a, subsample1
        relu1       rectifier      [4, 5, 5]           0
        concat1     concatenation  [8, 5, 5]           0  relu1, residual1
        flatten1    flatten        [200]               0

        """), "\(run.output)")
    #expect(run.remarks == "note    the network makes no use of “b”\n")
  }

  @Test func oneDocumentForPrograms() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    func document(_ flags: [String]) throws -> [String: Any] {
      let run = try CommandRun(["inspect", weights, "--json"] + flags)
      #expect(run.exitCode == 0 && run.remarks.isEmpty, "\(run.remarks)")
      return try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }
    let plain = try document([])
    #expect(plain["schema"] as? Int == 1 && plain["format"] as? String == "safetensors")
    #expect(plain["numbers"] as? Int == 220 && plain["layers"] == nil)
    let tensors = try #require(plain["tensors"] as? [[String: Any]])
    #expect(tensors.map { $0["name"] as? String } == smallNetwork.map(\.name))
    #expect(
      tensors[0]["shape"] as? [Int] == [4, 1, 3, 3] && tensors[0]["type"] as? String == "F32")
    let template = try CommandRun(["inspect", weights, "--template"]).output
    #expect((plain["template"] as? String).map { $0 + "\n" } == template)
    let spec = try scratch.file("net.yaml", smallSpec)
    let network = try document(["--spec", spec])
    #expect(network["template"] == nil && network["parameters"] as? Int == 211)
    #expect(network["unused"] as? [String] == [] && network["remarks"] as? [String] == [])
    let layers = try #require(network["layers"] as? [[String: Any]])
    #expect(layers.map { $0["shape"] as? [Int] }.first == [1, 6, 6])
    #expect(layers[1]["kind"] as? String == "convolution" && layers[1]["inputs"] as? [Int] == [0])
  }

  @Test func presetsTakeTheirInputFromAFlag() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights(
      "lenet.safetensors",
      [
        ("conv1.weight", [6, 1, 5, 5]), ("conv1.bias", [6]), ("conv2.weight", [16, 6, 5, 5]),
        ("conv2.bias", [16]), ("fc1.weight", [120, 400]), ("fc1.bias", [120]),
        ("fc2.weight", [84, 120]), ("fc2.bias", [84]), ("fc3.weight", [10, 84]), ("fc3.bias", [10]),
      ])
    let run = try CommandRun(["inspect", weights, "--spec", "lenet", "--input", "1,28,28"])
    #expect(run.exitCode == 0 && run.output.contains("[400]"), "\(run.remarks)")
    #expect(run.remarks.hasPrefix("note    lenet is taken with ReLU"))
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", "lenet", "--input", "1,20,20"]), exitCode: 65,
      naming: "samples [1, 20, 20] do not give `fc1` the 400 features")
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", "vgg11", "--input", "3,224,224"]), exitCode: 65,
      naming: "the file is no vgg11: there is no tensor “features.0.weight”")
    try expectFailure(
      CommandRun(["inspect", weights, "--spec", "lenet"]), exitCode: 64,
      naming: "the preset lenet needs the shape of one sample")
  }

  /// Command lines without the file, and the exit code each must end with.
  static let wrongUses: [(String, Int32)] = [
    ("--input 1,28,28", 64), ("--spec lenet --input 28x28", 64), ("--spec lenet --input 0", 64),
    ("--spec lenet --input 1,2,3,4", 64), ("--template --json", 64),
    ("--template --spec lenet --input 1,28,28", 64), ("--spce x", 64), ("--spec absent.yaml", 66),
    ("--spec net.yaml --input 1,6,6", 64),
  ]

  @Test(arguments: wrongUses) func wrongUseIsRefused(flags: String, exitCode: Int32) throws {
    let scratch = try Scratch()
    let words = ["inspect", try scratch.weights()] + flags.split(separator: " ").map(String.init)
    try expectFailure(CommandRun(words), exitCode: exitCode)
  }

  @Test func filesThatAreNoWeights() throws {
    let scratch = try Scratch()
    try expectFailure(CommandRun(["inspect", "absent"]), exitCode: 66, naming: "absent: cannot be")
    try expectFailure(CommandRun(["inspect", scratch.path]), exitCode: 66)
    for text in ["", "some words", "{}", "PK\u{3}\u{4}"] {
      let file = try scratch.file("file", text)
      try expectFailure(CommandRun(["inspect", file]), exitCode: 65, naming: "/file: ")
    }
    let run = try CommandRun(["inpsect", "x"])
    try expectFailure(run, exitCode: 64)
    #expect(
      run.remarks.hasSuffix("`snnconvert help` and `snnconvert help inspect` list all flags\n"))
  }

  @Test func standardInputIsTheFileOrTheSpec() throws {
    let scratch = try Scratch()
    let weights = try scratch.weights()
    let run = try CommandRun(["inspect", weights, "--spec", "-"], input: smallSpec)
    #expect(run.exitCode == 0 && run.output.contains("fc2 "), "\(run.remarks)")
    let wrong = try CommandRun(["inspect", weights, "--spec", "-"], input: "relu")
    try expectFailure(wrong, exitCode: 65, naming: "--> standard input:1:1\n")
    try expectFailure(
      CommandRun(["inspect", "-", "--spec", "-"]), exitCode: 64, naming: "not both")
  }

  // MARK: Streams

  @Test func aClosedOutputIsQuiet() throws {
    let scratch = try Scratch()
    let remarks = Pipe()
    let run = try CommandRun(
      of: "snnconvert", ["inspect", try scratch.weights()], output: Pipe.closed(), remarks: remarks)
    #expect(run.reason == .exit && run.exitCode == 74)
    #expect(remarks.text == "")
  }

  @Test func aFullOutputIsAnError() throws {
    let scratch = try Scratch()
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let remarks = Pipe()
    let run = try CommandRun(
      of: "snnconvert", ["inspect", try scratch.weights(), "--json"], output: full,
      remarks: remarks)
    #expect(run.exitCode == 74)
    #expect(remarks.text.hasPrefix("error: standard output cannot be written\nhint: "))
  }

  @Test func closedRemarksDoNotMatter() throws {
    let scratch = try Scratch()
    let output = Pipe()
    let spec = try scratch.file("net.yaml", smallSpec)
    let weights = try scratch.weights("more.safetensors", smallNetwork + [("extra", [3])])
    let run = try CommandRun(
      of: "snnconvert", ["inspect", weights, "--spec", spec], output: output,
      remarks: Pipe.closed())
    #expect(run.reason == .exit && run.exitCode == 0)
    #expect(output.text.contains("fc2 "))
  }

  @Test func helpSaysHowToStart() throws {
    let run = try CommandRun(["--help"])
    #expect(run.exitCode == 0 && run.remarks.isEmpty)
    #expect(run.output.contains("snnconvert inspect weights.safetensors --template > net.yaml"))
    let help = try CommandRun(["help", "inspect"])
    #expect(help.exitCode == 0 && help.output.contains("resnet18"))
    for word in [
      "conv", "linear", "batchnorm", "relu", "relu6", "qcfs", "maxpool", "averagepool",
      "globalaveragepool", "flatten", "dropout", "softmax", "residual", "concat", "subsample",
    ] {
      #expect(help.output.contains(word), "\(word)")
    }
  }
}
