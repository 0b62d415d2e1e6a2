import SNNSpiking
import SNNTestSupport
import Testing

/// Whole-sequence neurons against traces of SpikingJelly 2.0.
@Suite struct GoldenParallelTests {
  private func expectParallelTrace(_ neurons: some Layer, _ name: String) throws {
    let fixture = try Fixture(name, in: .module)
    let (input, cotangent) = (try fixture["input"], try fixture["cotangent_spikes"])
    let driven = DrivenLayer(neurons, input: input)
    #expect(driven.output == (try fixture["spikes"]))
    let gradients = valueWithGradient(at: driven) { ($0.output * cotangent).sum() }.gradients
    expectClose(try #require(gradients["input"]), try fixture["grad_input"], absolute: 4e-6)
    for name in ["weight", "bias"] {
      expectClose(
        try #require(gradients["layer.\(name)"]), try fixture["grad.\(name)"], relative: 2e-5,
        absolute: 2e-5)
    }
  }

  @Test(arguments: [("psn", nil), ("psn_masked", 4)] as [(String, Int?)])
  func parallelSpiking(name: String, order: Int?) throws {
    let fixture = try Fixture("spikingjelly_\(name)", in: .module)
    var generator = RandomKey(seed: 0).generator
    var neurons = ParallelSpiking(
      steps: 40, order: order, masking: Scalar(Float(0.6)), using: &generator)
    neurons.weight = try fixture["param.weight"]
    neurons.bias = try fixture["param.bias"]
    try expectParallelTrace(neurons, "spikingjelly_\(name)")
  }

  @Test func slidingParallelSpiking() throws {
    let fixture = try Fixture("spikingjelly_psn_sliding", in: .module)
    var neurons = SlidingParallelSpiking(order: 5)
    #expect(neurons.weight == (try fixture["param.weight"]))
    neurons.bias = try fixture["param.bias"].reshaped(to: [])
    try expectParallelTrace(neurons, "spikingjelly_psn_sliding")
  }

  @Test(arguments: [("hard", Reset.zero), ("soft", Reset.subtract)])
  func rectifiedLeaky(name: String, reset: Reset) throws {
    try expectTrace(
      RectifiedLeaky(
        scale: .learned(Scalar(Float(1.3))), convention: .spikingJelly(reset: reset)),
      "spikingjelly_klif_\(name)", learned: ["scale": 2e-5])
  }

  /// Masked wholly, what comes later has no say, and the order says how far back is seen.
  @Test func aMaskedNeuronLooksBackOnly() {
    var generator = RandomKey(seed: 0).generator
    let neurons = ParallelSpiking(steps: 6, order: 2, using: &generator)
    let input = Tensor.sample([6, 2, 3])
    for target in 0..<6 {
      let gradient = valueWithGradient(at: input) {
        neurons.answer(to: $0).slice(target..<target + 1).sum()
      }.gradients.tensors[0]
      for step in 0..<6 {
        let seen = gradient.slice(step..<step + 1).scalars.contains { $0 != 0 }
        #expect(seen == (target - 1...target).contains(step))
      }
    }
  }

  @Test(arguments: [[9], [4, 5], [1, 8], [Int](repeating: 1, count: 9)])
  func slidingPiecesAreTheWhole(_ chunks: [Int]) {
    let (neurons, key) = (SlidingParallelSpiking(order: 4), RandomKey(seed: 0))
    let input = Tensor.sample([9, 2, 3], in: 0...1.5)
    var (state, start, pieces) = (ModelState.rest, 0, [Tensor]())
    for length in chunks {
      pieces.append(neurons(input.slice(start..<start + length), key: key, state: &state))
      start += length
    }
    #expect(Tensor.concatenated(pieces) == neurons.answer(to: input))
  }

  @Test func recordsAndActivities() {
    var context = Context(
      mode: .training, key: RandomKey(seed: 0), recording: [.spikes, .membrane], activities: .kept)
    let input = Tensor.sample([5, 1, 2], in: 0...2)
    let spikes = SlidingParallelSpiking(order: 3)(input, &context)
    #expect(context.recordings.map(\.quantity) == [.spikes, .membrane])
    #expect(context.recordings[0].values == spikes)
    #expect(context.activities.count == 1)
  }

  @Test func aSequenceOfOtherStepsTraps() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var generator = RandomKey(seed: 0).generator
      _ = ParallelSpiking(steps: 4, using: &generator)(.zeros([5, 1, 2]), key: RandomKey(seed: 0))
    }
    expectSentence(result, "ParallelSpiking: input [5, 1, 2], expected 4 steps [4, B, …]")
  }
}
