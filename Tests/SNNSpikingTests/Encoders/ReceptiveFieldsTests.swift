import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct ReceptiveFieldsTests {
  /// m = 4 over 0...1 and x = 0.4.
  @Test func fourFields() {
    let fields = ReceptiveFields(count: 4)
    expectClose(Tensor(fields.centres), [-0.25, 0.25, 0.75, 1.25])
    expectClose(Tensor(fields.deviation), Tensor(1.0 / 3))
    expectClose(
      fields.answer(to: [[0.4]]), [[0.149382, 0.903707, 0.576229, 0.038726]], absolute: 1e-6)
  }

  /// m = 8 over a sepal's 4.3...7.9 and x = 5.1.
  @Test func eightFields() {
    let fields = ReceptiveFields(count: 8, range: 4.3...7.9)
    expectClose(Tensor(fields.centres), [4, 4.6, 5.2, 5.8, 6.4, 7, 7.6, 8.2])
    expectClose(Tensor(fields.deviation), 0.4)
    expectClose(
      fields.answer(to: [[5.1]]),
      [[0.022794, 0.457833, 0.969233, 0.216265, 0.005086, 0.000013, 0, 0]], relative: 1e-4,
      absolute: 1e-6)
  }

  /// t = round(10·(1 − r)), silent from 9 on.
  @Test(
    arguments: [
      (ReceptiveFields(count: 4), 0.4, [nil, 1, 4, nil]),
      (
        ReceptiveFields(count: 8, range: 4.3...7.9), 5.1, [nil, 5, 0, 8, nil, nil, nil, nil]
      ),
    ] as [(ReceptiveFields, Scalar, [Int?])])
  func spikeTimes(fields: ReceptiveFields, value: Scalar, expected: [Int?]) {
    let model = Sequential {
      fields
      LatencyEncoder(steps: 11, curve: .linear(threshold: 0.15))
    }
    let spikes = model.answer(to: .row([value]))
    #expect(spikes.shape == [11, 1, fields.count])
    let times = (0..<fields.count).map { field in
      (0..<11).first { spikes[$0, 0, field] == 1 }
    }
    #expect(times == expected)
    #expect(spikes.sum().scalar == Scalar(expected.count { $0 != nil }))
  }

  /// The neurons of a feature stand side by side.
  @Test func layout() {
    let fields = ReceptiveFields(count: 3)
    let both = fields.answer(to: [[0.2, 0.9], [0.5, 0.1]])
    #expect(both.shape == [2, 6])
    #expect(both.slice(3..<6, alongAxis: 1).slice(0..<1) == fields.answer(to: [[0.9]]))
    #expect(both.slice(0..<3, alongAxis: 1).slice(1..<2) == fields.answer(to: [[0.5]]))
    #expect(fields.answer(to: .zeros([0, 2])).shape == [0, 6])
  }
}
