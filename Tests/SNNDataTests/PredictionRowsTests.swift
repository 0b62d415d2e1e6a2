import SNNData
import Testing

@Suite struct PredictionRowsTests {
  @Test func columnsAreChosenAndOrderedByName() throws {
    let table = try table("b,species,a,id\n1,x,2,9\n3,,4,?\n")
    #expect(try table.features(named: ["a", "b"]) == [[2, 1], [4, 3]])
  }

  @Test func withoutAHeaderColumnsAreTakenAsTheyStand() throws {
    #expect(try table("1,2\n3,4\n").features(named: ["a", "b"]) == [[1, 2], [3, 4]])
  }

  @Test(arguments: [
    ("a,c\n1,2\n", "columns that are not there: “petal width”, “b”"),
    ("1,2\n", "the rows have 2 features, the model needs 3"),
    ("1,2,3,4\n", "the rows have 4 features, the model needs 3"),
    ("a,b,petal width\n", "there are no rows"),
    ("a,b,petal width\n1,,3\n", "the value is missing"),
    ("a,b,petal width\n1,x,3\n", "“x” is not a number"),
  ])
  func broken(_ text: String, _ message: String) {
    let error = #expect(throws: DataError.self) {
      _ = try table(text).features(named: ["a", "petal width", "b"])
    }
    #expect(error?.message.contains(message) == true)
  }

  @Test func aNameThatIsNearlyRightIsNamed() throws {
    let error = #expect(throws: DataError.self) {
      _ = try table("a,petal_width\n1,2\n").features(named: ["a", "petal width"])
    }
    #expect(error?.hint == "rename “petal_width” to “petal width” if it is meant")
  }
}
