import Foundation
import SNNKeras
import SNNTensor
import SNNTestSupport
import Testing

/// The place of a file that Keras wrote, or of the folder of them.
func fixturePath(_ name: String = "") throws -> String {
  try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)").path
}

/// The bytes of a file that Keras wrote.
func fixture(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: fixturePath(name))))
}

/// Expects that a network gives Keras's own answers, which it had before a softmax.
func expectAnswers(
  _ file: KerasFile, _ model: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let version = model.hasSuffix("2") ? 2 : 3
  let answers = try Fixture("keras\(version)-answers", in: .module)
  expectClose(
    file.graph.scores(of: try answers["\(model)/input"]), try answers["\(model)/output"],
    relative: 1e-5, absolute: 1e-5, "\(model)", sourceLocation: sourceLocation)
}
