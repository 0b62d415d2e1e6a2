import SNNData
import SNNTensor
import Testing

@Suite struct DatasetTests {
  private static let small = Dataset(
    name: "small", features: [[1, 2], [3, 4], [5, 6]], labels: [0, 2, 0],
    featureNames: ["a", "b"], classNames: ["x", "y", "z"])

  @Test func subsetsKeepTheirOrderAndAllClasses() {
    let part = Self.small.subset([2, 1, 2])
    #expect(part.features == [[5, 6], [3, 4], [5, 6]])
    #expect(part.labels == [0, 2, 0])
    #expect(part.classNames == ["x", "y", "z"])
    #expect(part.classCounts == [2, 0, 1])
  }

  @Test func theEmptySubset() {
    let none = Self.small.subset([])
    #expect(none.count == 0)
    #expect(none.features.count == 0 && none.features.width == 2)
    #expect(none.classCounts == [0, 0, 0])
    #expect(none.batches(of: 4, shuffledBy: nil).isEmpty)
  }

  @Test func sizesMustAgree() async {
    await #expect(processExitsWith: .failure) {
      _ = Dataset(
        name: "", features: [[1, 2]], labels: [0, 0], featureNames: ["a", "b"], classNames: ["x"])
    }
    await #expect(processExitsWith: .failure) {
      _ = Dataset(
        name: "", features: [[1, 2]], labels: [0], featureNames: ["a"], classNames: ["x"])
    }
    await #expect(processExitsWith: .failure) {
      _ = Dataset(name: "", features: [[1]], labels: [1], featureNames: ["a"], classNames: ["x"])
    }
    await #expect(processExitsWith: .failure) { _ = Dataset.iris().subset([150]) }
    await #expect(processExitsWith: .failure) {
      _ = Dataset.iris().batches(of: 0, shuffledBy: nil)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, Int.max])
  func batchesCoverTheRowsInOrder(_ size: Int) {
    let data = dataset(classCounts: [3, 2])
    let batches = data.batches(of: size, shuffledBy: nil)
    #expect(batches.flatMap(\.rows) == [0, 1, 2, 3, 4])
    #expect(batches.dropLast().allSatisfy { $0.rows.count == size })
    #expect(batches.allSatisfy { (1...size).contains($0.rows.count) })
    for batch in batches {
      #expect(
        batch.features == Tensor(batch.rows.map { Scalar($0) }, shape: [batch.rows.count, 1]))
      #expect(batch.labels == batch.rows.map { data.labels[$0] })
    }
  }

  @Test func shuffledBatchesArePermutationsByTheKey() {
    let data = dataset(classCounts: [30, 20])
    let key = RandomKey(seed: 5)
    let rows = data.batches(of: 8, shuffledBy: key).flatMap(\.rows)
    #expect(rows != Array(0..<50))
    #expect(rows.sorted() == Array(0..<50))
    #expect(rows == data.batches(of: 3, shuffledBy: key).flatMap(\.rows))
    #expect(rows != data.batches(of: 8, shuffledBy: key[1]).flatMap(\.rows))
  }

  @Test func allOrdersAreEquallyLikely() {
    let data = dataset(classCounts: [3])
    var counts: [[Int]: Int] = [:]
    for seed in 0..<600 {
      let key = RandomKey(seed: 8)[seed]
      counts[data.batches(of: 3, shuffledBy: key).flatMap(\.rows), default: 0] += 1
    }
    // 100 expected of each of the six, standard deviation 9.
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { (55...145).contains($0) })
  }
}
