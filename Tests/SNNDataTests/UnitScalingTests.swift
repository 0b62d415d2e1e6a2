import SNNData
import Testing

/// `unit` takes numbers in 0...1 as they are, and no others: clipped they would all be black or white.
@Suite struct UnitScalingTests {
  private func complaint(_ features: FeatureRows, _ kind: Scaler.Kind = .unit) -> DataError? {
    let data = Dataset(
      name: "spots", features: features, labels: (0..<features.count).map { _ in 0 },
      featureNames: ["left", "right"], classNames: ["a"])
    do throws(DataError) {
      try kind.check(data)
      return nil
    } catch {
      return error
    }
  }

  @Test func numbersInsideStay() {
    let rows: FeatureRows = [[0, 0.25], [1, 0.75]]
    #expect(complaint(rows) == nil)
    #expect(Scaler(fitting: rows, kind: .unit).transformed(rows) == rows)
    let pixels = FeatureRows([0, 51, 255, 102], dividedBy: 255, width: 2)
    #expect(complaint(pixels) == nil)
    #expect(Scaler(fitting: pixels, kind: .unit).transformed(pixels) == [[0, 0.2], [1, 0.4]])
  }

  /// As `Float` rounds 1 − x or a division by a number that is not quite the largest.
  @Test func roundingIsNotOutside() {
    let rows: FeatureRows = [[-9e-7, 1 + 9e-7]]
    #expect(complaint(rows) == nil)
    #expect(Scaler(fitting: rows, kind: .unit).transformed(rows) == [[0, 1]])
    #expect(complaint([[-2e-6, 0]]) != nil && complaint([[0, 1 + 2e-6]]) != nil)
  }

  @Test(arguments: [
    (FeatureRows([0, 1, 0.5, 255], width: 2), "255.0", "spots, row 2, column 2 (right)"),
    (FeatureRows([-0.5, 3, 0, 0], width: 2), "-0.5", "spots, row 1, column 1 (left)"),
    (FeatureRows([0, 0, .infinity, 3], width: 2), "inf", "spots, row 2, column 1 (left)"),
    (
      FeatureRows([0, 100, 101, 0], dividedBy: 100, width: 2), "1.01",
      "spots, row 2, column 1 (left)"
    ),
  ])
  func theFirstNumberOutsideIsNamed(_ rows: FeatureRows, _ value: String, _ place: String) {
    let error = complaint(rows)
    #expect(error?.message == "\(value) lies outside 0...1, the range of unit scaling")
    #expect(error?.place == place && error?.kind == .badData)
    #expect(error?.hint == "divide the numbers by the largest they can be, such as 255 for pixels")
    for kind in Scaler.Kind.allCases where kind != .unit { #expect(complaint(rows, kind) == nil) }
  }

  /// Rows of a table are named by their line, rows that were left out counted.
  @Test func rowsOfATableAreNamedByTheirLine() throws {
    let text = "kind,right,left\np,0.5,0.5\n?,9,9\nq,0,255\n"
    let lines = try table(text)
    let labelled = #expect(throws: DataError.self) {
      _ = try Dataset(
        csv: lines, target: "kind", featureNames: ["left", "right"], classNames: ["p", "q"],
        missing: .dropRows, scaling: .unit)
    }
    #expect(labelled?.place == "file.csv:4, column 3 (left)")
    let bare = #expect(throws: DataError.self) {
      _ = try lines.features(named: ["left", "right"], scaling: .unit)
    }
    #expect(bare?.message.hasPrefix("9.0 lies outside") == true)
    #expect(bare?.place == "file.csv:3, column 3 (left)")
    #expect(try lines.features(named: ["left", "right"], scaling: .minMax).count == 3)
  }
}
