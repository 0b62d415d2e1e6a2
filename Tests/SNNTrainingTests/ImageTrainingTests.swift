import Foundation
import Testing

@testable import SNNTraining

/// Networks for images, on small ones and on a few of MNIST's.
@Suite struct ImageTrainingTests {
  /// 16 × 16 pixels: class 0 has a bright upper half, class 1 a bright left half.
  static func halves(_ count: Int, side: Int = 16) -> Dataset {
    var generator = RandomKey(seed: 3)["images"].generator
    var pixels: [UInt8] = []
    for image in 0..<count {
      for place in 0..<side * side {
        let isBright = image % 2 == 0 ? place / side < side / 2 : place % side < side / 2
        pixels.append(UInt8(generator.uniform() * 55) + (isBright ? 200 : 0))
      }
    }
    return Dataset(
      name: "halves", features: FeatureRows(pixels, dividedBy: 255, width: side * side),
      labels: (0..<count).map { $0 % 2 },
      featureNames: (0..<side * side).map { "pixel \($0)" }, classNames: ["upper", "left"],
      imageShape: [1, side, side])
  }

  private func cnn(_ coding: Coding = .direct) -> Experiment {
    experiment(coding) {
      ($0.architecture, $0.scaling, $0.hidden, $0.steps) = (.cnn, .unit, [], 4)
      ($0.epochs, $0.batchSize, $0.learningRate) = (2, 8, 5e-3)
    }
  }

  private static let codings = Coding.allCases.filter { $0 != .population }

  @Test(arguments: codings) func everyCodingButPopulationsMakesACNN(coding: Coding) {
    var experiment = cnn(coding)
    (experiment.hidden, experiment.dropout) = ([7], 0.1)
    #expect(experiment.complaint(inputs: 512, classes: 3, imageShape: [2, 16, 16]) == nil)
    let network = experiment.network(inputs: 512, classes: 3, imageShape: [2, 16, 16])
    let rows = Tensor(repeating: 0.5, shape: [5, 512])
    #expect(network(rows, key: RandomKey(seed: 0)).shape == [4, 5, 3])
    // (2·25 + 1)·12, (12·25 + 1)·64, (64 + 1)·7, (7 + 1)·3
    #expect(network.parameterCount == 612 + 19_264 + 455 + 24)
  }

  /// 12C5-MP2-64C5-MP2-10 as its authors count it: 28 → 24 → 12 → 8 → 4 pixels.
  @Test func parametersForMNIST() {
    let preset = Experiment.preset(for: .mnist, coding: .direct, architecture: .cnn)
    let network = preset.network(inputs: 784, classes: 10, imageShape: [1, 28, 28])
    // (25 + 1)·12 + (12·25 + 1)·64 + (64·16 + 1)·10
    #expect(network.parameterCount == 29_826)
    #expect(preset.weightCount(inputs: 784, classes: 10, imageShape: [1, 28, 28]) == 29_740)
    let mlp = Experiment.preset(for: .mnist, coding: .direct)
    #expect(mlp.network(inputs: 784, classes: 10).parameterCount == 785 * 1000 + 1001 * 10)
  }

  @Test(arguments: codings) func aSavedModelAnswersTheSame(coding: Coding) throws {
    var experiment = cnn(coding)
    (experiment.augmentation.shift, experiment.augmentation.flip) = (1, .vertical)
    experiment.epochs = 1
    let data = Self.halves(8)
    let model = try experiment.trained(on: data).model
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("cnn-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try model.save(to: file)
    let loaded = try TrainedModel(contentsOf: file)
    #expect(loaded.experiment == experiment && loaded.imageShape == [1, 16, 16])
    #expect(try loaded.scores(of: data.features) == model.scores(of: data.features))
    for image in ["[1,16]", "[1,16,15]", "[256,1,1]", "[-1,-16,16]", "[]", "x"] {
      var content = try SafetensorsFile(contentsOf: file)
      content.metadata["image"] = image
      try content.write(to: file)
      let error = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
      #expect(error?.kind == .badData)
    }
  }

  @Test func aCNNLearns() throws {
    var experiment = cnn()
    experiment.epochs = 3
    let (model, history) = try experiment.trained(on: Self.halves(48))
    #expect(history[2].trainLoss < history[0].trainLoss)
    #expect(try model.evaluated(on: Self.halves(20)).accuracy >= 0.9)
  }

  /// Shifts and flips are drawn by row and epoch, and end where training ends.
  @Test func augmentationChangesTrainingOnly() throws {
    var plain = cnn()
    (plain.architecture, plain.hidden, plain.epochs) = (.mlp, [6], 1)
    var moved = plain
    moved.augmentation.shift = 3
    let data = Self.halves(24)
    let (a, b) = (try plain.trained(on: data), try moved.trained(on: data))
    #expect(a.history[0].trainLoss != b.history[0].trainLoss)
    #expect(try moved.trained(on: data).history == b.history)
    #expect(try b.model.scores(of: data.features) == b.model.scores(of: data.features))
    moved.epochs = 0
    plain.epochs = 0
    #expect(
      try moved.trained(on: data).model.scores(of: data.features)
        == plain.trained(on: data).model.scores(of: data.features))
  }

  @Test func settingsThatNeedImagesSaySo() {
    let missing = cnn().complaint(inputs: 256, classes: 2)
    #expect(
      missing == "a cnn is for images, and nothing says which of the 256 features are "
        + "neighbouring pixels")
    var shifted = Experiment()
    shifted.augmentation.shift = 1
    #expect(shifted.complaint(inputs: 4, classes: 2)?.hasPrefix("shifting or flipping") == true)
    #expect(shifted.complaint(inputs: 4, classes: 2, imageShape: [1, 2, 2]) == nil)
    // Moved by a whole side, nothing of an image is left.
    shifted.augmentation.shift = 7
    #expect(shifted.complaint(inputs: 96, classes: 2, imageShape: [1, 8, 12]) == nil)
    shifted.augmentation.shift = 8
    #expect(
      shifted.complaint(inputs: 96, classes: 2, imageShape: [1, 8, 12])
        == "images of 8 × 12 pixels can be shifted by at most 7 pixels, not 8")
    #expect(
      cnn().complaint(inputs: 15 * 20, classes: 2, imageShape: [1, 15, 20])
        == "a cnn needs images of at least 16 × 16 pixels, not 15 × 20")
    #expect(cnn().complaint(inputs: 256, classes: 2, imageShape: [1, 16, 16]) == nil)
    #expect(cnn(.population).complaint?.contains("for mlp, not for cnn") == true)
    shifted.augmentation.shift = -1
    #expect(shifted.complaint?.contains("0...1000 pixels, not -1") == true)
    var long = cnn()
    long.steps = 10_000
    let memory = long.complaint(inputs: 784, classes: 10, imageShape: [1, 28, 28])
    #expect(memory?.contains("6912 neurons do not fit in memory") == true)
  }

  @Test func aNetworkForImagesWithoutTheirShapeTraps() async {
    await #expect(processExitsWith: .failure) {
      var experiment = Experiment()
      experiment.architecture = .cnn
      _ = experiment.network(inputs: 256, classes: 2)
    }
  }

  /// The settings in a model file of version 0.1.0, from before there were images.
  @Test func olderExperimentsAreRead() throws {
    let encoded = try JSONEncoder().encode(Experiment(coding: .rate))
    var fields = try #require(JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(fields.removeValue(forKey: "architecture") as? String == "mlp")
    #expect(fields.removeValue(forKey: "augmentation") != nil)
    let older = try JSONSerialization.data(withJSONObject: fields)
    #expect(try JSONDecoder().decode(Experiment.self, from: older) == Experiment(coding: .rate))
    fields["architecture"] = "rnn"
    let wrong = try JSONSerialization.data(withJSONObject: fields)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Experiment.self, from: wrong) }
  }

  @Test func partsOfItsOwnAreKept() throws {
    let data = Self.halves(6)
    let parts = LabelledData(rows: data.subset([0, 1]), validation: data, test: data.subset([2]))
    #expect(parts.validation?.count == 6)
    #expect(try parts.parts(seed: 0).train.count == 2 && parts.parts(seed: 0).test.count == 1)
  }

  private static let folder = ProcessInfo.processInfo.environment["SNN_DATASETS"]

  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func yinYangHasItsOwnParts() throws {
    let data = try KnownDataset.yinYang.load(folder: #require(Self.folder))
    let parts = try data.parts(seed: 3)
    #expect(parts.train == data.rows && parts.train.count == 5000)
    #expect(data.validation?.count == 1000 && parts.test.count == 1000)
    #expect(parts.test == data.test && data.test != data.validation)
  }

  /// What is said of a data set before it is read is what is then found.
  @Test(arguments: KnownDataset.allCases) func formsAreThoseOfTheRows(_ set: KnownDataset) throws {
    let folder = Self.folder ?? ""
    if !set.files.isEmpty, folder.isEmpty { return }
    #expect(try set.load(folder: folder).form == set.form)
  }

  @Test(
    .enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"),
    arguments: Architecture.allCases)
  func someDigitsAreLearned(_ architecture: Architecture) throws {
    let data = try KnownDataset.mnist.load(folder: #require(Self.folder))
    var experiment = Experiment.preset(for: .mnist, coding: .direct, architecture: architecture)
    (experiment.steps, experiment.batchSize, experiment.epochs) = (3, 5, 2)
    (experiment.dropout, experiment.learningRate) = (0, 2e-3)
    if architecture == .mlp { experiment.hidden = [64] }
    let (model, history) = try experiment.trained(on: data.rows.subset(Array(0..<100)))
    #expect(history[1].trainLoss < history[0].trainLoss)
    // Ten classes: chance is 10 %.
    #expect(try model.evaluated(on: data.rows.subset(Array(100..<200))).accuracy > 0.3)
  }

  @Test(.enabled(if: folder != nil, "SNN_DATASETS names no folder with the data files"))
  func yinYangIsLearned() throws {
    let data = try KnownDataset.yinYang.load(folder: #require(Self.folder))
    var experiment = Experiment.preset(for: .yinYang, coding: .temporal)
    (experiment.hidden, experiment.epochs, experiment.steps) = ([30], 4, 10)
    let rows = data.rows.subset(Array(0..<1000))
    let (_, history) = try experiment.trained(on: rows, validation: data.validation)
    // The largest of three classes has a third of the rows; no straight line exceeds about 64 %.
    #expect(history.last?.validationAccuracy ?? 0 > 0.5)
  }
}
