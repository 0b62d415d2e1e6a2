import Foundation
import SNNTraining
import Testing

/// The scripts that README shows: they compile here, word for word, and do what they say.
@Suite struct ReadmeTests {
  @Test func theTrainingScriptLearnsIris() throws {
    let iris = Dataset.iris(), key = RandomKey(seed: 42)
    let rows = try iris.stratifiedSplit(fraction: 0.8, key: key["split"])
    let scaler = Scaler(fitting: iris.subset(rows.train).features, kind: .minMax)
    let train = iris.subset(rows.train).scaled(by: scaler)
    let test = iris.subset(rows.rest).scaled(by: scaler)
    var generator = key["weights"].generator
    let model = Sequential {
      RateEncoder(steps: 25)  // [B, 4] → [25, B, 4]
      Linear(4, 64, using: &generator)
      Leaky(beta: 0.9, surrogate: .fastSigmoid(slope: 25))
      Linear(64, 3, using: &generator)
      Leaky(beta: .learned(0.9))
    }
    var trainer = Trainer(
      model, loss: .countCrossEntropy, optimizer: Adam(learningRate: 5e-3), batchSize: 16, seed: 42)
    try trainer.fit(train, epochs: 40, validation: test)
    #expect(trainer.model.evaluated(on: test, loss: .countCrossEntropy).accuracy > 0.8)
  }

  @Test func theNeuronOfOnesOwnRuns() {
    struct RestingModel: NeuronModel {
      static let stateNames = ["membrane"]
      static let coefficientNames = ["beta", "threshold", "rest"]
      static var stateCount: Int { 1 }
      static var coefficientCount: Int { 3 }
      var surrogate = Surrogate.arctan()

      @inline(__always)
      func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
        let (beta, threshold, rest) = (k[0], k[1], k[2])
        let charged = rest + beta * (state[0] - rest) + input
        let spike = (charged - threshold).spike(surrogate)
        state[0] = charged - spike * threshold
        return spike
      }
    }
    let layer = SpikingLayer(RestingModel(), coefficients: [0.9, .learned(1), 0.1])
    // V: 0.01 + 0.7 = 0.71, then 0.1 + 0.9·0.61 + 0.7 = 1.349 fires and leaves 0.349.
    let current = Tensor(repeating: 0.7, shape: [3, 1, 1])
    #expect(layer(current, key: RandomKey(seed: 0)).scalars == [0, 1, 1])
    #expect(layer.parameterCount == 1)
  }

  /// Every Swift line of README stands in this file.
  @Test func theseAreReadmesOwnLines() throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let tested = Set(
      try String(contentsOf: here, encoding: .utf8).split(separator: "\n").map {
        $0.trimmingCharacters(in: .whitespaces)
      })
    let blocks = readme.components(separatedBy: "```swift\n").dropFirst()
    #expect(blocks.count == 2)
    for block in blocks {
      let code = block.components(separatedBy: "```")[0]
      for line in code.split(separator: "\n") {
        let words = line.trimmingCharacters(in: .whitespaces)
        if words.isEmpty || words == "import SNN" || words.hasPrefix("print(") { continue }
        #expect(tested.contains(words), "\(words)")
      }
    }
  }
}
