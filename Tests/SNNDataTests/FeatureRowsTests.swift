import SNNData
import SNNTensor
import Testing

@Suite struct FeatureRowsTests {
  private let rows: FeatureRows = [[1, 2, 3], [4, 5, 6]]

  @Test func rowsAreCountedAndReached() {
    #expect(rows.count == 2 && rows.width == 3)
    #expect(rows.values == [1, 2, 3, 4, 5, 6])
    #expect(rows[0, 2] == 3 && rows[1, 0] == 4)
    #expect(rows == FeatureRows([1, 2, 3, 4, 5, 6], width: 3))
    #expect(rows != FeatureRows([1, 2, 3, 4, 5, 6], width: 2))
  }

  @Test func gatheringTakesRowsInAnyOrder() {
    #expect(rows.gathering([1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(rows.gathering([]) == FeatureRows([], width: 3))
  }

  @Test func bytesAreTheNumbersTheyStandFor() {
    let pixels = FeatureRows([0, 51, 255, 102, 1, 2], dividedBy: 255, width: 3)
    let numbers: FeatureRows = [[0, 0.2, 1], [0.4, 1.0 / 255, 2.0 / 255]]
    #expect(pixels == numbers && numbers == pixels)
    #expect(pixels.values == numbers.values && pixels.count == 2)
    #expect(pixels[0, 2] == 1 && pixels[1, 2] == 2.0 / 255)
    #expect(pixels.gathering([1, 1, 0]) == numbers.gathering([1, 1, 0]))
    #expect(Tensor(pixels) == Tensor(numbers))
    #expect(pixels != FeatureRows([0, 51, 255, 102, 1, 2], dividedBy: 256, width: 3))
    #expect(pixels != FeatureRows([0, 51, 255, 102, 1, 3], dividedBy: 255, width: 3))
    #expect(FeatureRows([UInt8](), dividedBy: 1, width: 4).count == 0)
  }

  @Test func bytesTrapLikeNumbers() async {
    await #expect(processExitsWith: .failure) {
      _ = FeatureRows([1, 2, 3], dividedBy: 255, width: 2)
    }
    await #expect(processExitsWith: .failure) { _ = FeatureRows([1, 2], dividedBy: 0, width: 2) }
    await #expect(processExitsWith: .failure) {
      _ = FeatureRows([1, 2], dividedBy: 255, width: 2).gathering([1])
    }
  }

  @Test func noRows() {
    let none: FeatureRows = []
    #expect(none.count == 0 && none.width == 0)
    #expect(Tensor(FeatureRows([], width: 3)).shape == [0, 3])
  }

  @Test func aTensorHasTheSameNumbers() {
    #expect(Tensor(rows) == [[1, 2, 3], [4, 5, 6]])
  }

  @Test func digitsBeyondFloatAreKept() throws {
    let text = "time,y\n1700000000,p\n1700000001,q\n0.1234567890123,q\n"
    let data = try Dataset(csv: table(text), target: "y")
    #expect(data.features == [[1_700_000_000], [1_700_000_001], [0.1234567890123]])
    #expect(try table(text).features(named: ["time"]) == data.features)
  }

  @Test func unevenRowsAndAbsentPlacesTrap() async {
    await #expect(processExitsWith: .failure) { _ = FeatureRows([1, 2, 3], width: 2) }
    await #expect(processExitsWith: .failure) { _ = FeatureRows([1], width: 0) }
    await #expect(processExitsWith: .failure) { _ = FeatureRows([], width: -1) }
    await #expect(processExitsWith: .failure) {
      let uneven: FeatureRows = [[1, 2], [3]]
      _ = uneven
    }
    await #expect(processExitsWith: .failure) { _ = FeatureRows([1, 2], width: 2)[0, 2] }
    await #expect(processExitsWith: .failure) { _ = FeatureRows([1, 2], width: 2)[1, 0] }
    await #expect(processExitsWith: .failure) {
      _ = FeatureRows([1, 2], width: 2).gathering([1])
    }
  }
}
