import Foundation
import SNNConversion
import Testing

/// The converted models under `Models/` open and answer as their cards say.
@Suite struct ShippedModelTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models")

  private static let datasets = ProcessInfo.processInfo.environment["SNN_DATASETS"]

  @Test(arguments: ["landsat-mlp-ltb", "mnist-cnn-ltb"])
  func opensAsAConvertedModel(_ name: String) throws {
    let path = Self.folder.appendingPathComponent(name + ".safetensors").path
    let model = try ConvertedModel(contentsOf: path)
    #expect(model.network.method == .ltb && model.network.steps == 32)
    let card = try String(
      contentsOf: Self.folder.appendingPathComponent(name + ".md"), encoding: .utf8)
    let accuracy = try #require(model.provenance.testAccuracy)
    let rows = try #require(model.provenance.testRows)
    #expect(card.contains("\(Int((accuracy * Scalar(rows)).rounded()))/\(rows)"))
  }

  @Test(.enabled(if: datasets != nil, "SNN_DATASETS names no folder with the data files"))
  func landsatAnswersAsItsCardSays() throws {
    let model = try ConvertedModel(
      contentsOf: Self.folder.appendingPathComponent("landsat-mlp-ltb.safetensors").path)
    let test = try KnownDataset.landsat.load(folder: try #require(Self.datasets)).parts(seed: 0)
      .test
    #expect(try abs(model.evaluated(on: test).confusion.right - 1841) <= 4)
  }
}
