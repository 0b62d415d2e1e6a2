import Foundation
import Testing

@testable import SNNTraining

@Suite struct TrainedModelTests {
  private func model(coding: Coding = .direct) throws -> TrainedModel {
    try experiment(coding) {
      ($0.steps, $0.hidden, $0.neuron) = (5, [6], .synaptic)
      ($0.surrogate, $0.epochs, $0.seed) = (.fastSigmoid(slope: 7), 1, 11)
      if coding == .rate { $0.sampling = .bernoulli }
    }.trained(on: .iris()).model
  }

  private func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("\(name)-\(UUID().uuidString).safetensors").path
  }

  @Test(arguments: Coding.allCases) func aSavedModelAnswersTheSame(coding: Coding) throws {
    let model = try model(coding: coding)
    let file = path("model")
    defer { try? FileManager.default.removeItem(atPath: file) }
    try model.save(to: file)
    let loaded = try TrainedModel(contentsOf: file)
    #expect(loaded.experiment == model.experiment)
    #expect(loaded.scaler == model.scaler)
    #expect(loaded.provenance == model.provenance)
    #expect(loaded.featureNames == model.featureNames && loaded.classNames == model.classNames)
    let rows = Dataset.iris().features
    #expect(try loaded.scores(of: rows) == model.scores(of: rows))
  }

  /// Pixels of 0 to 255 are no pixels of 0 to 1: not for training, nor for answers.
  @Test func numbersThatUnitScalingDoesNotTakeAreRefused() throws {
    let plan = experiment(.rate) {
      ($0.steps, $0.hidden, $0.epochs, $0.scaling) = (4, [5], 1, .unit)
    }
    let pixels = Dataset(
      name: "pixels", features: [[0, 1], [1, 0], [0.5, 1], [1, 0.25]], labels: [0, 1, 0, 1],
      featureNames: ["left", "right"], classNames: ["a", "b"])
    let wide = Dataset(
      name: "wide", features: [[0, 0], [0, 255]], labels: [0, 1], featureNames: ["left", "right"],
      classNames: ["a", "b"])
    let model = try plan.trained(on: pixels, validation: pixels).model
    #expect(try model.evaluated(on: pixels).answers.count == 4)
    let place = "wide, row 2, column 2 (right)"
    let errors = [
      #expect(throws: DataError.self) { _ = try plan.trained(on: wide) },
      #expect(throws: DataError.self) { _ = try plan.trained(on: pixels, validation: wide) },
      #expect(throws: DataError.self) { _ = try model.evaluated(on: wide) },
    ]
    for error in errors { #expect(error?.place == place && error?.kind == .badData) }
    let rows = #expect(throws: DataError.self) { _ = try model.scores(of: wide.features) }
    #expect(rows?.place == "row 2, column 2 (right)")
    let table = try CSVTable("right,left\n0,0\n0.5,-7\n".utf8.span, source: "new.csv")
    let line = #expect(throws: DataError.self) { _ = try model.rows(of: table) }
    #expect(line?.place == "new.csv:3, column 2 (left)")
  }

  @Test func equalModelsGiveEqualFiles() throws {
    let (a, b) = (path("a"), path("b"))
    defer { for file in [a, b] { try? FileManager.default.removeItem(atPath: file) } }
    try model().save(to: a)
    try model().save(to: b)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: a)) == Data(contentsOf: URL(fileURLWithPath: b)))
  }

  @Test(arguments: ["experiment", "scaler", "features", "classes", "provenance", "swift-snn"])
  func aDamagedEntryIsNamed(entry: String) throws {
    let file = path("damaged")
    defer { try? FileManager.default.removeItem(atPath: file) }
    try model().save(to: file)
    for text in ["", "{", "[]", "null", "{\"steps\":-1}"] {
      var content = try SafetensorsFile(contentsOf: file)
      content.metadata[entry] = text
      let broken = path("broken")
      defer { try? FileManager.default.removeItem(atPath: broken) }
      try content.write(to: broken)
      let error = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: broken) }
      #expect(error?.kind == .badData && error?.hint.isEmpty == false)
    }
  }

  /// The scaling of version 1 had no range to clip to: read as today's it would answer wrongly.
  @Test(arguments: ["1", "3"]) func modelsOfAnotherLayoutAreRefused(schema: String) throws {
    let file = path("other")
    defer { try? FileManager.default.removeItem(atPath: file) }
    try model().save(to: file)
    var content = try SafetensorsFile(contentsOf: file)
    content.metadata["swift-snn"] = schema
    try content.write(to: file)
    let error = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
    #expect(error?.message.contains("model version \(schema); this program reads 2") == true)
  }

  @Test func otherSafetensorsFilesAreNotModels() throws {
    let file = path("foreign")
    defer { try? FileManager.default.removeItem(atPath: file) }
    try SafetensorsFile(tensors: [("weight", .ones([2]))]).write(to: file)
    let error = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
    #expect(error?.message.contains("not a model") == true)
  }

  @Test func settingsNoNetworkCanHaveAreRefused() throws {
    let file = path("wild")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let good = try model()
    for change in [
      { (e: inout Experiment) in e.steps = -1 }, { $0.hidden = [1 << 40] }, { $0.beta = 7 },
    ] {
      var experiment = good.experiment
      change(&experiment)
      try TrainedModel(
        experiment: experiment, scaler: good.scaler, featureNames: good.featureNames,
        classNames: good.classNames, imageShape: nil, network: good.network,
        provenance: good.provenance
      ).save(to: file)
      #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
    }
  }

  /// Decays and thresholds follow from the experiment.
  @Test(arguments: [
    ("0.neurons.beta", Scalar(5), "holds 5.0, its experiment says 0.9"),
    ("0.neurons.alpha", 0.5, "holds 0.5, its experiment says 0.8"),
    ("2.beta", 0.25, "holds 0.25, its experiment says 0.9"),
  ])
  func numbersThatNoTrainingLeavesAreRefused(
    name: String, number: Scalar, words: String
  ) throws {
    let file = path("contradiction")
    defer { try? FileManager.default.removeItem(atPath: file) }
    try model().save(to: file)
    var content = try SafetensorsFile(contentsOf: file)
    let place = try #require(content.tensors.firstIndex { $0.name == name })
    var scalars = content.tensors[place].tensor.scalars
    scalars[scalars.count - 1] = number
    content.tensors[place].tensor = Tensor(scalars, shape: content.tensors[place].tensor.shape)
    try content.write(to: file)
    let error = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
    #expect(error?.kind == .badData)
    #expect(
      error?.message.hasSuffix("its tensor “\(name)” \(words)") == true, "\(error?.message ?? "")")
  }

  /// A small file may describe a network of 400 GB; it is refused before that is asked for.
  @Test func moreWeightsThanTheFileHoldsAreRefused() throws {
    let file = path("huge")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let good = try model()
    let width = 100_000
    var experiment = good.experiment
    (experiment.hidden, experiment.steps) = ([1_000_000], 1)
    let rows = FeatureRows([Double](repeating: 1, count: width), width: width)
    try TrainedModel(
      experiment: experiment, scaler: Scaler(fitting: rows, kind: experiment.scaling),
      featureNames: (0..<width).map { "f\($0)" }, classNames: good.classNames, imageShape: nil,
      network: good.network, provenance: good.provenance
    ).save(to: file)
    let found = #expect(throws: FormatError.self) { try TrainedModel(contentsOf: file) }
    #expect(found?.description.contains("do not belong together") == true)
  }

  @Test func labelledRowsFollowTheModelsColumnsAndClasses() throws {
    let model = try model()
    let text = """
      species,petal width,petal length,sepal width,sepal length,note
      virginica,2.5,6.0,3.3,6.3,x
      setosa,0.2,1.4,3.5,5.1,y
      """
    let table = try CSVTable(Array(text.utf8).span, source: "new.csv")
    let rows = try model.labelledRows(of: table, target: "species")
    #expect(rows.labels == [2, 0])
    #expect(rows.features == [[6.3, 3.3, 6.0, 2.5], [5.1, 3.5, 1.4, 0.2]])
    #expect(throws: DataError.self) { try model.labelledRows(of: table) }
    #expect(throws: DataError.self) { try model.labelledRows(of: table, target: "kind") }
    #expect(throws: DataError.self) { try model.labelledRows(of: table, target: "note") }
  }
}
