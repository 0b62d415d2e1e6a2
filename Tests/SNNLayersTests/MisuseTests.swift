import SNNLayers
import SNNTestSupport
import Testing

/// Wrong calls stop the program with a sentence that names the layer and what it was given.
@Suite struct MisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case dropoutOfAll, dropoutOfNaN, dropoutInput, dropoutSamples, linearParts, linearSizes
    case linearInput, label, gradientShape, gradientCount, clipping, stateShape, stateOfFewerLayers
    case scheduleSteps

    var message: String {
      switch self {
      case .dropoutOfAll: "Dropout: probability 1.0 is not in 0..<1"
      case .dropoutOfNaN: "Dropout: probability nan is not in 0..<1"
      case .dropoutInput: "Dropout: input [3], expected [T, B, …]"
      case .dropoutSamples: "context: made for 2 samples, but the batch has 3"
      case .linearParts: "Linear: weight [2, 3] and bias [2] do not belong together"
      case .linearSizes: "Linear: sizes 0 and 3"
      case .linearInput: "matmul: inner dimensions differ: [4, 3] · [2, 3]"
      case .label: "picking: 1 columns of shape [1, 3], each within 0..<3"
      case .gradientShape: "update: no gradient of shape [2, 3] for weight"
      case .gradientCount: "update: 3 gradients and 0 movements for 2 trained and 0 running"
      case .clipping: "clipped: the norm limit 0.0 is not positive"
      case .stateShape: "state: part 0 is [1, 1], its input needs [2, 1]"
      case .stateOfFewerLayers: "state: it holds 2 parts, this model has more"
      case .scheduleSteps: "Schedule.cosine: over 0 steps"
      }
    }

    func commit() {
      let key = RandomKey(seed: 1)
      var layer = Linear(weight: .ones([2, 3]), bias: .ones([3]))
      var optimizer = Optimizer(SGD(learningRate: 1))
      var training = Context(mode: .training, key: key, samples: [1, 2])
      switch self {
      case .dropoutOfAll: _ = Dropout(1)
      case .dropoutOfNaN: _ = Dropout(.nan)
      case .dropoutInput: _ = Dropout(0.5)(.ones([3]), &training)
      case .dropoutSamples: _ = Dropout(0.5)(.ones([1, 3, 2]), &training)
      case .linearParts: _ = Linear(weight: .ones([2, 3]), bias: .ones([2]))
      case .linearSizes:
        var generator = key.generator
        _ = Linear(0, 3, using: &generator)
      case .linearInput: _ = layer(.ones([4, 3]), key: key)
      case .label: _ = crossEntropy(.ones([1, 3]), [3])
      case .gradientShape:
        optimizer.update(&layer, along: Gradients(tensors: [.ones([3, 2])], paths: ["weight"]))
      case .gradientCount:
        let tensors: [Tensor] = [.ones([2, 3]), .ones([3]), 1]
        optimizer.update(&layer, along: Gradients(tensors: tensors, paths: ["", "", ""]))
      case .clipping: _ = Gradients(tensors: [], paths: []).clipped(toNorm: 0)
      case .stateShape: goOn(with: ContextTests.model, .ones([1, 2, 1]))
      case .stateOfFewerLayers:
        goOn(with: Sequential(ContextTests.model.layers + [ContextTests.RunningSum()]), [[[1]]])
      case .scheduleSteps: _ = Schedule.cosine(over: 0)
      }
    }

    /// Continues a sequence of one sample and two stateful layers.
    private func goOn(with model: Sequential, _ input: Tensor) {
      var state = ModelState.rest
      _ = ContextTests.model([[[1]]], key: RandomKey(seed: 1), state: &state)
      _ = model(input, key: RandomKey(seed: 1), state: &state)
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
