import Foundation
import SNNTraining
import Testing

/// The models under `Models/` open and answer as their cards say.
@Suite struct ShippedModelTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models")

  /// Right answers on the rows the model has not seen, as its card states them.
  @Test(arguments: [
    ("iris-burst", KnownDataset.iris, 29), ("breast-cancer-direct", .breastCancer, 112),
  ])
  func answersAsItsCardSays(name: String, data: KnownDataset, right: Int) throws {
    let model = try TrainedModel(
      contentsOf: Self.folder.appendingPathComponent("\(name).safetensors").path)
    let test = try data.load(folder: "").parts(seed: model.experiment.seed).test
    let found = try model.evaluated(on: test).confusion.right
    // Another processor's rounding may move a spike, and with it one answer.
    #expect(abs(found - right) <= 1)
    let card = try String(
      contentsOf: Self.folder.appendingPathComponent("\(name).md"), encoding: .utf8)
    #expect(card.contains("\(right)/\(test.count)"))
  }

  private static let datasets = ProcessInfo.processInfo.environment["SNN_DATASETS"]

  @Test(.enabled(if: datasets != nil, "SNN_DATASETS names no folder with the data files"))
  func landsatAnswersAsItsCardSays() throws {
    let model = try TrainedModel(
      contentsOf: Self.folder.appendingPathComponent("landsat-direct.safetensors").path)
    let folder = try #require(Self.datasets)
    let test = try KnownDataset.landsat.load(folder: folder).parts(seed: 0).test
    #expect(try abs(model.evaluated(on: test).confusion.right - 1835) <= 4)
  }
}
