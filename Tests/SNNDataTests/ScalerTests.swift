import FoundationEssentials
import SNNData
import SNNTensor
import Testing

@Suite struct ScalerTests {
  /// The scaled values of one column.
  private func scaled(_ kind: Scaler.Kind, fitting train: [Scalar], _ x: [Scalar]) -> [Scalar] {
    Scaler(fitting: Tensor(train, shape: [train.count, 1]), kind: kind)
      .transformed(Tensor(x, shape: [x.count, 1])).scalars
  }

  private func expectClose(_ values: [Scalar], _ expected: [Scalar]) {
    #expect(values.count == expected.count)
    for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func standard() {
    // Mean 2.5, population variance 5/4.
    let unit: Scalar = 0.894_427_191
    expectClose(
      scaled(.standard, fitting: [1, 2, 3, 4], [1, 2.5, 3, 4, 10]),
      [-1.5 * unit, 0, 0.5 * unit, 1.5 * unit, 7.5 * unit])
  }

  @Test func minMaxClips() {
    #expect(
      scaled(.minMax, fitting: [4, 2, 10], [2, 4, 7, 10, 1, 12, .infinity, -.infinity])
        == [0, 0.25, 0.625, 1, 0, 1, 1, 0])
  }

  @Test func quantilesOfFewValuesAreTheValues() {
    expectClose(
      scaled(.quantile, fitting: [50, 10, 30, 20, 40], [5, 10, 20, 25, 50, 55]),
      [0, 0, 0.25, 0.375, 1, 1])
  }

  @Test func tiedValuesShareTheMiddleOfTheirRun() {
    expectClose(
      scaled(.quantile, fitting: [1, 2, 2, 3], [1, 1.5, 2, 2.5, 3]), [0, 1 / 6, 0.5, 5 / 6, 1])
    expectClose(scaled(.quantile, fitting: [0, 0, 0, 1], [-1, 0, 0.5, 1]), [0, 1 / 3, 5 / 6, 1])
  }

  @Test func manyValuesAreKeptAsHundredSteps() throws {
    let train = (0...200).map { Scalar($0) }
    expectClose(
      scaled(.quantile, fitting: train.reversed(), [0, 1, 2, 100, 199.5, 200]),
      [0, 0.005, 0.01, 0.5, 0.9975, 1])
    let scaler = Scaler(fitting: Tensor(train, shape: [201, 1]), kind: .quantile)
    let numbers = try JSONDecoder().decode(Columns.self, from: JSONEncoder().encode(scaler))
    #expect(numbers.columns == [Array(stride(from: 0, through: 200, by: 2))])
  }

  private struct Columns: Decodable { let columns: [[Double]] }

  @Test func quantilesBetweenOrderStatistics() {
    // 151 values, 1.5 apart in rank: quantile 1 lies half-way between ranks 1 and 2, at 1.5.
    let train = (0...150).map { Scalar($0) }
    expectClose(scaled(.quantile, fitting: train, [1.5, 0.75, 75]), [0.01, 0.005, 0.5])
  }

  @Test(arguments: [
    (Scaler.Kind.standard, [Scalar](repeating: 0, count: 4)), (.minMax, [0, 0, 0, 0]),
    (.quantile, [0, 0.5, 1, 1]),
  ])
  func constantColumns(_ kind: Scaler.Kind, _ expected: [Scalar]) {
    for train in [[0.1], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]] as [[Scalar]] {
      #expect(scaled(kind, fitting: train, [0, 0.1, 0.2, 7]) == expected)
    }
  }

  @Test(arguments: Scaler.Kind.allCases)
  func hugeValuesStayFinite(_ kind: Scaler.Kind) {
    let huge = Scalar.greatestFiniteMagnitude
    let values = scaled(kind, fitting: [-huge, 0, huge], [-huge, 0, 1, huge])
    #expect(Tensor(values).isFinite)
  }

  @Test(arguments: [Scaler.Kind.standard, .minMax, .quantile, .none])
  func nanStaysNaN(_ kind: Scaler.Kind) {
    #expect(scaled(kind, fitting: [1, 2, 3], [.nan])[0].isNaN)
  }

  @Test func columnsAreScaledEachByItself() {
    let scaler = Scaler(fitting: [[0, 10], [2, 30]], kind: .minMax)
    #expect(scaler.featureCount == 2)
    #expect(scaler.transformed([[1, 10], [2, 20]]) == [[0.5, 0], [1, 0.5]])
    #expect(scaler.transformed(.zeros([0, 2])).shape == [0, 2])
  }

  @Test func noneLeavesTheNumbers() {
    #expect(Scaler(fitting: [[1], [2]], kind: .none).transformed([[7], [-3]]) == [[7], [-3]])
  }

  @Test(arguments: Scaler.Kind.allCases)
  func rowsThatAreNotTrainedOnDoNotCount(_ kind: Scaler.Kind) throws {
    let iris = Dataset.iris()
    let (train, rest) = try iris.stratifiedSplit(fraction: 0.5, key: RandomKey(seed: 1))
    var disturbed = iris.features
    disturbed.updateScalars { scalars in
      for row in rest { for column in 0..<4 { scalars[row * 4 + column] = 1000 } }
    }
    #expect(
      Scaler(fitting: iris.features.gathering(train), kind: kind)
        == Scaler(fitting: disturbed.gathering(train), kind: kind))
    if kind != .none {
      #expect(
        Scaler(fitting: iris.features, kind: kind) != Scaler(fitting: disturbed, kind: kind))
    }
  }

  @Test(arguments: Scaler.Kind.allCases)
  func jsonKeepsEveryBit(_ kind: Scaler.Kind) throws {
    let features = Dataset.breastCancer().features
    let scaler = Scaler(fitting: features, kind: kind)
    let copy = try JSONDecoder().decode(Scaler.self, from: JSONEncoder().encode(scaler))
    #expect(copy == scaler)
    #expect(copy.kind == kind)
    #expect(
      copy.transformed(features).scalars.map(\.bitPattern)
        == scaler.transformed(features).scalars.map(\.bitPattern))
  }

  @Test(arguments: [
    "{}", #"{"kind":"standard"}"#, #"{"kind":"other","columns":[]}"#,
    #"{"kind":"standard","columns":[[1]]}"#, #"{"kind":"standard","columns":[[1,-1]]}"#,
    #"{"kind":"minMax","columns":[[0,1],[2,1]]}"#, #"{"kind":"minMax","columns":[[0,1,2]]}"#,
    #"{"kind":"quantile","columns":[[]]}"#, #"{"kind":"quantile","columns":[[1]]}"#,
    #"{"kind":"quantile","columns":[[1,3,2]]}"#, #"{"kind":"none","columns":[[1]]}"#,
    #"{"kind":"quantile","columns":[[0,1e999]]}"#,
    #"{"kind":"quantile","columns":[[\#([String](repeating: "0", count: 102).joined(separator: ","))]]}"#,
  ])
  func brokenScalersAreRefused(_ json: String) {
    #expect(throws: (any Error).self) {
      _ = try JSONDecoder().decode(Scaler.self, from: Data(json.utf8))
    }
  }

  @Test func wrongShapesTrap() async {
    await #expect(processExitsWith: .failure) { _ = Scaler(fitting: [1, 2], kind: .minMax) }
    await #expect(processExitsWith: .failure) {
      _ = Scaler(fitting: .zeros([0, 2]), kind: .minMax)
    }
    await #expect(processExitsWith: .failure) {
      _ = Scaler(fitting: Tensor([.nan], shape: [1, 1]), kind: .minMax)
    }
    await #expect(processExitsWith: .failure) {
      _ = Scaler(fitting: [[1, 2]], kind: .none).transformed([[1]])
    }
  }
}
