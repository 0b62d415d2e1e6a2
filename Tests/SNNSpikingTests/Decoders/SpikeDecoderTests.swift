import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct SpikeDecoderTests {
  /// The spike trains of one sample's neurons, given by their times: `[T, 1, C]`.
  private func trains(_ times: [Set<Int>], steps: Int) -> Tensor {
    let scalars = (0..<steps).flatMap { step in
      times.map { $0.contains(step) ? 1 : 0 } as [Scalar]
    }
    return Tensor(scalars, shape: [steps, 1, times.count])
  }

  @Test func count() {
    let spikes = trains([[], [3], [0, 1, 2, 3]], steps: 4)
    #expect(SpikeDecoder.count.scores(of: spikes) == [[0, 1, 4]])
  }

  /// Silence is T, later than a spike in the last step.
  @Test func firstSpike() {
    let spikes = trains([[], [3], [1, 2], [0]], steps: 4)
    #expect(SpikeDecoder.firstSpike.scores(of: spikes) == [[-4, -3, -1, 0]])
    let ranking = SpikeDecoder.firstSpike.scores(of: trains([[], [3]], steps: 4))
    #expect(ranking.argMax(alongAxis: 1) == [1])
  }

  /// {0, 5, 10, 15} → 1/5; one spike in 20 steps 1/20; none 0; {2, 3, 9} → 2/7.
  @Test func interSpikeInterval() {
    let spikes = trains([[0, 5, 10, 15], [7], [], [2, 3, 9], [0, 19]], steps: 20)
    expectClose(
      SpikeDecoder.interSpikeInterval.scores(of: spikes), [[0.2, 0.05, 0, 2.0 / 7, 1.0 / 19]])
  }

  /// Two spikes as far apart as can be still beat one.
  @Test func anIntervalBeatsASingleSpike() {
    let scores = SpikeDecoder.interSpikeInterval.scores(of: trains([[4], [0, 19]], steps: 20))
    #expect(scores.argMax(alongAxis: 1) == [1])
  }

  @Test func membranes() {
    let membranes = Tensor([-1, 2, -3, -2, -0.5, 3], shape: [3, 1, 2])
    #expect(SpikeDecoder.maximumMembrane.scores(of: membranes) == [[-0.5, 3]])
    #expect(SpikeDecoder.meanMembrane.scores(of: membranes) == [[-1.5, 1]])
  }

  @Test(arguments: SpikeDecoder.allCases)
  func shapes(decoder: SpikeDecoder) {
    #expect(decoder.scores(of: .zeros([5, 3, 4])).shape == [3, 4])
    #expect(decoder.scores(of: .zeros([1, 3, 4])).shape == [3, 4])
    #expect(decoder.scores(of: .zeros([5, 0, 4])).shape == [0, 4])
  }

  /// Class c has the neurons c·g ..< (c + 1)·g.
  @Test func groups() {
    let output = Tensor([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60], shape: [2, 1, 6])
    #expect(
      output.summedGroups(classes: 3) == Tensor([3, 7, 11, 30, 70, 110], shape: [2, 1, 3]))
    #expect(output.summedGroups(classes: 2).scalars == [6, 15, 60, 150])
    #expect(output.summedGroups(classes: 6) == output)
    checkGradient(at: [output]) { $0[0].summedGroups(classes: 2) }
  }
}
