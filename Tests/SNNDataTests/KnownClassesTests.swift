import SNNData
import Testing

/// Rows of a table for a model that was trained before.
@Suite struct KnownClassesTests {
  private func rows(
    _ text: String, target: String = "kind", missing: MissingPolicy = .refuse
  ) throws(DataError) -> Dataset {
    try Dataset(
      csv: table(text), target: target, featureNames: ["a", "b"], classNames: ["x", "y", "z"],
      missing: missing)
  }

  @Test func columnsAndClassesAreThoseOfTheModel() throws {
    let data = try rows("b,kind,note,a\n2, z ,?,1\n4,x,text,3\n")
    #expect(data.name == "file")
    #expect(data.features == [[1, 2], [3, 4]])
    #expect(data.featureNames == ["a", "b"])
    #expect(data.labels == [2, 0])
    #expect(data.classNames == ["x", "y", "z"])
  }

  @Test func oneClassIsEnough() throws { #expect(try rows("a,b,kind\n1,2,y\n").labels == [1]) }

  @Test func incompleteRowsAreRefusedOrLeftOut() throws {
    let text = "a,b,kind\n1,2,x\n?,4,y\n5,6,\n7,8,z\n"
    let error = #expect(throws: DataError.self) { try rows(text) }
    #expect(error?.message == "the value is missing")
    #expect(error?.place == "file.csv:3, column 1 (a)")
    let data = try rows(text, missing: .dropRows)
    #expect(data.features == [[1, 2], [7, 8]])
    #expect(data.labels == [0, 2])
  }

  @Test func withoutAHeaderTheColumnsBesideTheTargetAreTheFeatures() throws {
    let data = try rows("x,1,2\nz,3,4\n", target: "1")
    #expect(data.features == [[1, 2], [3, 4]])
    #expect(data.labels == [0, 2])
  }

  @Test func aFeatureIsNoTarget() {
    let error = #expect(throws: DataError.self) { try rows("a,b,kind\n1,2,x\n", target: "b") }
    #expect(error?.message == "the target is one of the features")
    #expect(error?.place == "file.csv, column 2 (b)")
  }

  @Test func theTargetIsNotSuggestedAsAFeature() {
    let error = #expect(throws: DataError.self) { try rows("a,bb\n1,x\n", target: "bb") }
    #expect(error?.hint == "name the columns as in the training data")
  }

  @Test(arguments: [
    ("a,b,kind\n1,2,x\n3,4,w\n", "the class “w” is unknown", "file.csv:3, column 3 (kind)"),
    ("a,b,kind\n?,2,x\n3,4,w\n", "the class “w” is unknown", "file.csv:3, column 3 (kind)"),
    ("a,kind\n1,x\n", "columns that are not there: “b”", "file.csv"),
    ("a,b\n1,2\n", "there is no column “kind”", "file.csv"),
    ("a,b,kind\n?,2,x\n", "every row lacks a value", "file.csv"),
    ("a,b,kind\n", "there are no rows", "file.csv"),
    ("a,b,kind\n1,u,x\n", "“u” is not a number", "file.csv:2, column 2 (b)"),
  ])
  func broken(_ text: String, _ message: String, _ place: String) {
    let error = #expect(throws: DataError.self) { try rows(text, missing: .dropRows) }
    #expect(error?.message.contains(message) == true)
    #expect(error?.place == place)
  }
}
