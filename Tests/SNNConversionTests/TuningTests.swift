import SNNTestSupport
import Testing

@testable import SNNConversion

@Suite struct TuningTests {
  private func network() throws -> (ConvertedNetwork, Tensor) {
    let graph = try RandomNetworks.mlp()
    let samples = RandomNetworks.samples(40, of: graph)
    var converter = NetworkConverter(method: .ltb)
    converter.steps = 8
    return (try converter.converted(graph, calibratedOn: samples), samples)
  }

  /// x = scale·x′ + shift, there and back.
  @Test func otherUnitsGiveTheSameScores() throws {
    let (network, samples) = try network()
    let scale = (0..<10).map { Scalar($0 + 1) * 3 }, shift = (0..<10).map { Scalar($0) - 4 }
    let scaled = try #require(network.withInput(scale: scale, shift: shift))
    let others = (samples - Tensor(shift)) / Tensor(scale)
    let expected = network.graph.scores(of: samples)
    expectClose(scaled.graph.scores(of: others), expected, relative: 1e-4, absolute: 1e-4)
    let back = try #require(
      scaled.withInput(scale: scale.map { 1 / $0 }, shift: zip(scale, shift).map { -$1 / $0 }))
    expectClose(back.graph.scores(of: samples), expected, relative: 1e-4, absolute: 1e-4)
  }

  @Test func imagesAndSpikesKeepTheirUnits() throws {
    let cnn = try RandomNetworks.cnn()
    let samples = RandomNetworks.samples(4, of: cnn)
    let images = try NetworkConverter(method: .max).converted(cnn, calibratedOn: samples)
    #expect(images.withInput(scale: [1, 1], shift: [0, 0]) == nil)
    var converter = NetworkConverter(method: .max)
    converter.input = .rate
    let mlp = try RandomNetworks.mlp()
    let coded = try converter.converted(mlp, calibratedOn: RandomNetworks.samples(4, of: mlp))
    let ones = [Scalar](repeating: 1, count: 10)
    #expect(coded.withInput(scale: ones, shift: ones) == nil)
  }

  /// Rows on the line between two of the data's, at least half of the way to their own, with what the
  /// teacher answers for a label.
  @Test func theTeacherAnswersForBlends() throws {
    let (network, _) = try network()
    let rows = (0..<6).map { Double($0 * $0) }
    let data = Dataset(
      name: "squares",
      features: FeatureRows(rows.flatMap { [Double](repeating: $0, count: 10) }, width: 10),
      labels: [0, 1, 2, 3, 4, 0], featureNames: (0..<10).map { "f\($0)" },
      classNames: ["a", "b", "c", "d", "e"])
    let taught = TaughtRows(data, by: network.graph)
    let plain = taught.batches(of: 6, shuffledBy: nil)[0]
    #expect(plain.features == Tensor(data.features))
    let key = RandomKey(seed: 5)
    let batches = Array(taught.batches(of: 4, shuffledBy: key))
    #expect(batches.map(\.rows.count) == [4, 2] && Set(batches.flatMap(\.rows)) == Set(0..<6))
    var moved = 0
    for batch in batches {
      let answers = network.graph.scores(of: batch.features).argMax(alongAxis: -1)
      #expect(batch.labels == answers)
      for (place, row) in batch.rows.enumerated() {
        let value = Double(batch.features.scalars[place * 10])
        // A blend is at most half of the way to the first or the last row.
        #expect(value >= rows[row] / 2 - 1e-4 && value <= (rows[row] + 25) / 2 + 1e-4)
        if abs(value - rows[row]) > 1e-4 { moved += 1 }
      }
    }
    #expect(moved >= 3)
    let again = taught.batches(of: 4, shuffledBy: key)
    #expect(again.map(\.features) == batches.map(\.features))
  }
}
