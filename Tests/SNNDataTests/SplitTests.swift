import SNNData
import SNNTensor
import Testing

@Suite struct SplitTests {
  private let key = RandomKey(seed: 11)

  @Test(arguments: [[50, 50, 50], [444, 239], [2, 2], [7, 3, 2, 11], [0, 5, 4]], [2, 3, 4])
  func foldsPartitionTheRowsEvenly(_ classCounts: [Int], _ k: Int) throws {
    let data = dataset(classCounts: classCounts)
    let folds = try data.stratifiedFolds(k, key: key)
    #expect(folds.count == k)
    #expect(folds.joined().sorted() == Array(0..<data.count))
    #expect(folds.allSatisfy { $0 == $0.sorted() })
    let sizes = folds.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for label in classCounts.indices {
      let counts = folds.map { $0.count { data.labels[$0] == label } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test func tenFoldsOfIrisHoldFiveOfEachSpecies() throws {
    let iris = Dataset.iris()
    for fold in try iris.stratifiedFolds(10, key: key) {
      #expect(iris.subset(fold).classCounts == [5, 5, 5])
    }
  }

  @Test func asManyFoldsAsRowsLeaveOneOut() throws {
    let folds = try dataset(classCounts: [3, 2]).stratifiedFolds(5, key: key)
    #expect(folds.allSatisfy { $0.count == 1 })
  }

  @Test func splitsDependOnTheKeyAlone() throws {
    let data = dataset(classCounts: [40, 30])
    #expect(try data.stratifiedFolds(5, key: key) == data.stratifiedFolds(5, key: key))
    #expect(try data.stratifiedFolds(5, key: key) != data.stratifiedFolds(5, key: key[1]))
    let (first, second) = (
      try data.stratifiedSplit(fraction: 0.5, key: key),
      try data.stratifiedSplit(fraction: 0.5, key: key)
    )
    #expect(first == second)
    #expect(try first != data.stratifiedSplit(fraction: 0.5, key: key[1]))
  }

  @Test(arguments: [
    ([50, 50, 50], 0.5, [25, 25, 25]),
    ([50, 50, 50], 0.8, [40, 40, 40]),
    ([444, 239], 350.0 / 683, [228, 122]),  // 227.53 and 122.47
    ([5, 3], 0.5, [3, 1]),  // 2.5 and 1.5: the tie goes to the first
    ([7, 0, 3], 0.5, [4, 0, 1]),  // 3.5 and 1.5 likewise
  ])
  func splitKeepsTheProportions(
    _ classCounts: [Int], _ fraction: Double, _ expected: [Int]
  ) throws {
    let data = dataset(classCounts: classCounts)
    let (train, rest) = try data.stratifiedSplit(fraction: fraction, key: key)
    #expect(data.subset(train).classCounts == expected)
    #expect((train + rest).sorted() == Array(0..<data.count))
    #expect(train == train.sorted() && rest == rest.sorted())
  }

  @Test func everyRowIsTrainedOnNowAndThen() throws {
    let data = dataset(classCounts: [6, 6])
    var counts = [Int](repeating: 0, count: data.count)
    for seed in 0..<400 {
      let split = try data.stratifiedSplit(fraction: 0.5, key: key[seed])
      for row in split.train { counts[row] += 1 }
    }
    // 200 expected, standard deviation 10: six of them on either side.
    #expect(counts.allSatisfy { (140...260).contains($0) })
  }

  @Test(arguments: [-1, 0, 1, 6, Int.max])
  func impossibleNumbersOfFolds(_ k: Int) {
    #expect(throws: DataError.self) {
      _ = try dataset(classCounts: [3, 2]).stratifiedFolds(k, key: key)
    }
  }

  @Test func aClassOfOneRowCannotBeFolded() {
    let error = #expect(throws: DataError.self) {
      _ = try dataset(classCounts: [5, 1]).stratifiedFolds(2, key: key)
    }
    #expect(error?.message == "the class “class 1” has one row only")
  }

  @Test(arguments: [
    (0, "between 0 and 1"), (1, "between 0 and 1"), (-0.5, "not -0.5"), (1.5, "not 1.5"),
    (.nan, "not nan"), (.infinity, "not inf"), (0.01, "5 rows cannot be split into 0 and 5"),
    (0.99, "5 rows cannot be split into 5 and 0"),
  ])
  func impossibleFractions(_ fraction: Double, _ message: String) {
    let error = #expect(throws: DataError.self) {
      _ = try dataset(classCounts: [3, 2]).stratifiedSplit(fraction: fraction, key: key)
    }
    #expect(error?.message.contains(message) == true)
  }
}
