import FoundationEssentials
import SNNData
import SNNTensor
import Testing

@Suite struct ScalerTests {
  /// The scaled values of one column.
  private func scaled(_ kind: Scaler.Kind, fitting train: [Double], _ x: [Double]) -> [Double] {
    Scaler(fitting: FeatureRows(train, width: 1), kind: kind)
      .transformed(FeatureRows(x, width: 1)).values
  }

  private func expectClose(_ values: [Double], _ expected: [Double]) {
    #expect(values.count == expected.count)
    for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func standardClips() {
    // Mean 2.5, population variance 5/4; 10 and −3 are taken for 4 and 1.
    let unit = 0.894_427_191
    expectClose(
      scaled(.standard, fitting: [1, 2, 3, 4], [1, 2.5, 3, 4, 10, -3, .infinity, -.infinity]),
      [-1.5, 0, 0.5, 1.5, 1.5, -1.5, 1.5, -1.5].map { $0 * unit })
  }

  /// Time stamps and identifiers, which `Float` rounds to multiples of 128.
  @Test(arguments: [1_700_000_000, -1_700_000_000, 9e15])
  func largeNumbersKeepTheirLastDigits(_ start: Double) {
    let train = (0...4).map { start + Double($0) }
    let root = 2.0.squareRoot()
    expectClose(scaled(.standard, fitting: train, train), [-root, -1 / root, 0, 1 / root, root])
    expectClose(scaled(.minMax, fitting: train, train), [0, 0.25, 0.5, 0.75, 1])
    expectClose(scaled(.quantile, fitting: train, train), [0, 0.25, 0.5, 0.75, 1])
  }

  @Test(arguments: [1e300, Double.greatestFiniteMagnitude])
  func hugeNumbersAreTold(_ huge: Double) {
    let root = 1.5.squareRoot()
    expectClose(
      scaled(.standard, fitting: [-huge, 0, huge], [-huge, 0, huge]), [-root, 0, root])
    expectClose(scaled(.minMax, fitting: [-huge, 0, huge], [-huge, 0, huge]), [0, 0.5, 1])
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
    let train = (0...200).map { Double($0) }
    expectClose(
      scaled(.quantile, fitting: train.reversed(), [0, 1, 2, 100, 199.5, 200]),
      [0, 0.005, 0.01, 0.5, 0.9975, 1])
    let scaler = Scaler(fitting: FeatureRows(train, width: 1), kind: .quantile)
    let numbers = try JSONDecoder().decode(Columns.self, from: JSONEncoder().encode(scaler))
    #expect(numbers.columns == [Array(stride(from: 0, through: 200, by: 2))])
  }

  private struct Columns: Decodable { let columns: [[Double]] }

  @Test func quantilesBetweenOrderStatistics() {
    // 151 values, 1.5 apart in rank: quantile 1 lies half-way between ranks 1 and 2, at 1.5.
    let train = (0...150).map { Double($0) }
    expectClose(scaled(.quantile, fitting: train, [1.5, 0.75, 75]), [0.01, 0.005, 0.5])
  }

  @Test(arguments: [
    (Scaler.Kind.standard, [Double](repeating: 0, count: 4)), (.minMax, [0, 0, 0, 0]),
    (.quantile, [0, 0.5, 1, 1]),
  ])
  func constantColumns(_ kind: Scaler.Kind, _ expected: [Double]) {
    for train in [[0.1], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]] as [[Double]] {
      #expect(scaled(kind, fitting: train, [0, 0.1, 0.2, 7]) == expected)
    }
  }

  @Test(arguments: [Scaler.Kind.standard, .minMax, .quantile, .none])
  func hugeValuesStayFinite(_ kind: Scaler.Kind) {
    let huge = Double.greatestFiniteMagnitude
    let values = scaled(kind, fitting: [-huge, 0, huge], [-huge, 0, 1, huge])
    #expect(values.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [Scaler.Kind.standard, .minMax, .quantile, .unit, .none])
  func nanStaysNaN(_ kind: Scaler.Kind) {
    #expect(scaled(kind, fitting: [0, 0.5, 1], [.nan])[0].isNaN)
    #expect(scaled(kind, fitting: [1, 1, 1], [.nan])[0].isNaN)
  }

  @Test func columnsAreScaledEachByItself() {
    let scaler = Scaler(fitting: [[0, 10], [2, 30]], kind: .minMax)
    #expect(scaler.featureCount == 2)
    #expect(scaler.transformed([[1, 10], [2, 20]]) == [[0.5, 0], [1, 0.5]])
    #expect(scaler.transformed(FeatureRows([], width: 2)) == FeatureRows([], width: 2))
  }

  @Test func noneLeavesTheNumbers() {
    #expect(Scaler(fitting: [[1], [2]], kind: .none).transformed([[7], [-3]]) == [[7], [-3]])
  }

  @Test(arguments: [Scaler.Kind.standard, .minMax, .quantile, .none])
  func rowsThatAreNotTrainedOnDoNotCount(_ kind: Scaler.Kind) throws {
    let iris = Dataset.iris()
    let (train, rest) = try iris.stratifiedSplit(fraction: 0.5, key: RandomKey(seed: 1))
    var values = iris.features.values
    for row in rest { for column in 0..<4 { values[row * 4 + column] = 1000 } }
    let disturbed = FeatureRows(values, width: 4)
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
    let raw = Dataset.breastCancer().features
    let features =
      kind == .unit ? Scaler(fitting: raw, kind: .minMax).transformed(raw) : raw
    let scaler = Scaler(fitting: features, kind: kind)
    let copy = try JSONDecoder().decode(Scaler.self, from: JSONEncoder().encode(scaler))
    #expect(copy == scaler)
    #expect(copy.kind == kind)
    #expect(
      copy.transformed(features).values.map(\.bitPattern)
        == scaler.transformed(features).values.map(\.bitPattern))
  }

  @Test(arguments: [
    "{}", #"{"kind":"standard"}"#, #"{"kind":"other","columns":[]}"#,
    #"{"kind":"standard","columns":[[1]]}"#, #"{"kind":"standard","columns":[[0,1,0.5,-1]]}"#,
    #"{"kind":"standard","columns":[[0.5,0.2]]}"#,
    #"{"kind":"standard","columns":[[1,0,0.5,0.2]]}"#,
    #"{"kind":"standard","columns":[[0,1,1.5,0.2]]}"#,
    #"{"kind":"min-max","columns":[[0,1],[2,1]]}"#, #"{"kind":"min-max","columns":[[0,1,2]]}"#,
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

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noRows, notFinite, width, fittingOutside, outside

    var message: String {
      switch self {
      case .noRows: "Scaler: expects finite rows, got 0 rows of 2"
      case .notFinite: "Scaler: expects finite rows, got 1 rows of 1"
      case .width: "Scaler: expects rows of 2, got 1"
      case .fittingOutside, .outside:
        "Scaler: row 1, column 0 lies outside the 0...1 of unit scaling"
      }
    }

    func commit() {
      switch self {
      case .noRows: _ = Scaler(fitting: FeatureRows([], width: 2), kind: .minMax)
      case .notFinite: _ = Scaler(fitting: [[.nan]], kind: .minMax)
      case .width: _ = Scaler(fitting: [[1, 2]], kind: .none).transformed([[1]])
      case .fittingOutside: _ = Scaler(fitting: [[0, 1], [255, 0]], kind: .unit)
      case .outside:
        _ = Scaler(fitting: [[0, 1]], kind: .unit).transformed([[0.5, 1], [255, 0]])
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in
      misuse.commit()
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.contains(misuse.message), "\(output)")
  }
}
