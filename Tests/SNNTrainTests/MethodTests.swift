import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

/// The flag `--method`, from the command line to the weights.
@Suite struct MethodTests {
  /// Trains with a method.
  /// - Returns: the JSON document and the weights that were saved.
  private func trained(
    _ method: String
  ) throws -> (experiment: [String: Any], weights: [(name: String, tensor: Tensor)], text: String) {
    let scratch = try Scratch()
    let flags =
      "train iris --loss step-membrane --epochs 1 --steps 8 --hidden 6,5 --json --method \(method)"
    let run = try CommandRun(
      flags.split(separator: " ").map(String.init) + ["--out", scratch.path])
    #expect(run.exitCode == 0, "\(run.remarks)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let model = scratch.path + "/model.safetensors"
    return (
      try #require(document["experiment"] as? [String: Any]),
      try SafetensorsFile(contentsOf: model).tensors, try CommandRun(["inspect", model]).output
    )
  }

  @Test(arguments: ["bptt", "tbptt --window 3", "ottt", "eprop", "rtrl"])
  func everyMethodTrains(method: String) throws {
    let (experiment, _, text) = try trained(method)
    let words = method.split(separator: " ").map(String.init)
    #expect(experiment["method"] as? String == words[0])
    #expect(experiment["window"] as? Int == (words.count > 1 ? 3 : nil))
    #expect(text.contains("\nmethod    \(words[0])"), "\(text)")
  }

  /// Of one seed, so that all start from the same weights.
  @Test func methodsLearnDifferentWeights() throws {
    let weights = try ["bptt", "tbptt --window 3", "ottt", "eprop"].map { try trained($0).weights }
    for (place, one) in weights.enumerated() {
      for other in weights[..<place] {
        #expect(one.map(\.name) == other.map(\.name))
        let differ = zip(one, other).filter { $0.tensor != $1.tensor }.map(\.0.name)
        #expect(differ.contains("0.linear.weight"), "\(place): \(differ)")
      }
    }
  }
}
