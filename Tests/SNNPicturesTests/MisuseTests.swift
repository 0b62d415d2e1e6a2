import SNNPictures
import SNNTestSupport
import SNNTraining
import Testing

/// What a caller must not ask for stops the program with a sentence.
@Suite struct MisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case rank, sample, neuron, membraneShapes, steps, seconds, classNames, featureNames, batches
    case noSteps, imageSize, range

    var message: String {
      switch self {
      case .rank: "Picture: shape [3], expected [T, B, …]"
      case .sample: "Picture: no sample 2 in shape [4, 2, 3]"
      case .neuron: "membranes: no neuron 3 in shape [4, 2, 3]"
      case .membraneShapes: "membranes: shape [4, 2, 3], spikes [4, 2, 2]"
      case .steps: "Picture: layers of different steps [4, 5]"
      case .seconds: "animatedRaster: seconds = 0.0"
      case .classNames: "confusion: 1 names of 2 classes"
      case .featureNames: "coding: 1 names of 3 features"
      case .batches: "coding: features [1, 3], spikes [4, 2, 3], different B"
      case .noSteps: "accuracy: a point at 0 steps, expected at least 1"
      case .imageSize: "weights: shape [2, 5], images of 2 × 3, expected [out, 6]"
      case .range: "surrogate: range 1.0...1.0"
      }
    }

    func commit() {
      let spikes = Tensor.ones([4, 2, 3])
      switch self {
      case .rank: _ = Picture.raster(of: .ones([3]))
      case .sample: _ = Picture.raster(of: spikes, sample: 2)
      case .neuron: _ = Picture.membranes(spikes, spikes: spikes, threshold: 1, neurons: [3])
      case .membraneShapes:
        _ = Picture.membranes(spikes, spikes: .ones([4, 2, 2]), threshold: 1, neurons: [0])
      case .steps: _ = Picture.raster(of: [("a", spikes), ("b", .ones([5, 2, 3]))])
      case .seconds: _ = Picture.animatedRaster(of: [("a", spikes)], seconds: 0)
      case .classNames: _ = Picture.confusion(ConfusionMatrix(classes: 2), classNames: ["a"])
      case .featureNames: _ = Picture.coding(of: .ones([2, 3]), as: spikes, featureNames: ["a"])
      case .batches: _ = Picture.coding(of: .ones([1, 3]), as: spikes)
      case .noSteps: _ = Picture.accuracy(againstSteps: [("a", [(0, 1)])])
      case .imageSize: _ = Picture.weights(.ones([2, 5]), height: 2, width: 3)
      case .range: _ = Picture.surrogate(.arctan(), over: 1...1)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
