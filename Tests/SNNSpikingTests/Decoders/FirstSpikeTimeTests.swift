import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct FirstSpikeTimeTests {
  /// Every train of four steps.
  @Test(arguments: 0..<16)
  func everyTrain(bits: Int) {
    let train = (0..<4).map { Scalar((bits >> $0) & 1) }
    let expected = train.firstIndex(of: 1) ?? 4
    #expect(Tensor(train, shape: [4, 1]).firstSpikeTimes().scalars == [Scalar(expected)])
  }

  @Test func neuronsOnTheirOwn() {
    let spikes = Tensor([0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0], shape: [3, 2, 2])
    #expect(spikes.firstSpikeTimes() == [[1, 0], [3, 3]])
    #expect(Tensor.zeros([0, 2]).firstSpikeTimes() == [0, 0])
  }

  /// Half a spike per step: 1/2 + 1/4 + 1/8 steps survived.
  @Test func betweenZeroAndOne() {
    #expect(Tensor([0.5, 0.5, 0.5]).firstSpikeTimes() == 0.875)
  }

  /// Multilinear in the spikes, so central differences are exact whatever their step.
  @Test func gradientIsTheDifference() {
    for seed in 1...3 as ClosedRange<UInt64> {
      checkGradient(at: [.sample([6, 2, 3], in: 0.05...0.95, seed: seed)]) {
        $0[0].firstSpikeTimes()
      }
    }
  }

  /// How much earlier it would be: a silent neuron of four steps gains 4, 3, 2, 1; one that fires
  /// at 1 gains 1 at 0 (fires there instead), and its spike is worth the three steps to the end.
  @Test(
    arguments: [
      ([0, 0, 0, 0], [-4, -3, -2, -1]), ([0, 1, 0, 0], [-1, -3, 0, 0]),
      ([0, 1, 0, 1], [-1, -2, 0, 0]), ([1, 1, 1, 1], [-1, 0, 0, 0]),
    ] as [([Scalar], [Scalar])])
  func gradientOfTrains(train: [Scalar], expected: [Scalar]) {
    let (_, gradients) = valueWithGradient(at: Tensor(train)) { $0.firstSpikeTimes() }
    #expect(gradients.tensors[0].scalars == expected)
  }

  /// A group that fires several spikes at once has fired, once: counts by step 0, 2, 0, 3 and
  /// 3, 0, 0, 0.
  @Test func manySpikesAtOnceAreOneFirstSpike() {
    let counts = Tensor([0, 3, 2, 0, 0, 0, 3, 0], shape: [4, 2])
    #expect(counts.firstSpikeTimes() == [1, 0])
    // A spike at 0 would be one step earlier, the two at 1 are worth the two steps until 3; the
    // three at 0 all four steps: a group that fires too early must feel it.
    let (_, gradients) = valueWithGradient(at: counts) { $0.firstSpikeTimes().sum() }
    #expect(gradients.tensors[0].scalars == [-1, -4, -2, 0, 0, 0, 0, 0])
  }

  @Test func notANumberIsNotHidden() {
    let times = Tensor([.nan, 0, 1, 0], shape: [2, 2]).firstSpikeTimes().scalars
    #expect(times[0].isNaN && times[1] == 2)
  }
}
