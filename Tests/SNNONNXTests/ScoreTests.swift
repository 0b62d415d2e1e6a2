import Foundation
import SNNConversion
import SNNONNX
import SNNTestSupport
import Testing

/// Where the files of Scripts/golden-onnx.py are.
let fixtures = Bundle.module.bundlePath + "/Fixtures"

@Suite struct ScoreTests {
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? []
    return files.filter { $0.hasSuffix(".onnx") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// Every network gives the scores that ONNX's reference evaluator, onnxruntime and PyTorch give.
  @Test(arguments: names) func areThoseOfOtherPrograms(_ name: String) throws {
    let golden = try Fixture("scores", in: .module)
    let (samples, expected) = (try golden["\(name).input"], try golden["\(name).scores"])
    let file = try ONNXFile(contentsOf: "\(fixtures)/\(name).onnx")
    let rows = samples.reshaped(to: [samples.shape[0], samples.count / samples.shape[0]])
    let scores = file.graph.scores(of: rows)
    // Samples of one spatial dimension are one element high here.
    let long = { (shape: Shape) in shape.dimensions.dropFirst().filter { $0 > 1 } }
    #expect(long(scores.shape) == long(expected.shape))
    try #require(scores.count == expected.count)
    expectClose(
      scores, expected.reshaped(to: scores.shape), relative: 1e-5, absolute: 1e-5, "\(name)")
  }

  @Test func thereAreAsManyFilesAsTheScriptWrites() {
    #expect(Self.names.count == 125)
  }
}
