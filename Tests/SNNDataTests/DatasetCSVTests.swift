import SNNData
import Testing

@Suite struct DatasetCSVTests {
  @Test func columnsBesideTheTargetAreFeatures() throws {
    let data = try Dataset(csv: table("a,kind,b\n1,y,2\n3,x,4\n5, y ,6\n"), target: "kind")
    #expect(data.name == "file")
    #expect(data.features == [[1, 2], [3, 4], [5, 6]])
    #expect(data.featureNames == ["a", "b"])
    #expect(data.classNames == ["x", "y"])
    #expect(data.labels == [1, 0, 1])
    #expect(data.classCounts == [1, 2])
    #expect((data.count, data.featureCount, data.classCount) == (3, 2, 2))
  }

  @Test func withoutAHeaderTheTargetIsANumber() throws {
    let data = try Dataset(csv: table("1,2,x\n3,4,y\n"), target: "3")
    #expect(data.features == [[1, 2], [3, 4]])
    #expect(data.featureNames == ["1", "2"])
  }

  @Test(arguments: [
    (["10", "9", "2"], ["2", "9", "10"]),
    (["1e1", "-3", "0.5"], ["-3", "0.5", "1e1"]),
    (["10", "9", "x"], ["10", "9", "x"]),
    (["+", "-"], ["+", "-"]),
    (["b", "a", "B"], ["B", "a", "b"]),
  ])
  func classesAreSortedWhateverTheOrderOfRows(_ labels: [String], _ expected: [String]) throws {
    for order in [labels, labels.reversed()] {
      let text = "x,y\n" + order.map { "1,\($0)\n" }.joined()
      let data = try Dataset(csv: table(text, header: .present), target: "y")
      #expect(data.classNames == expected)
      #expect(data.labels.map { data.classNames[$0] } == order)
    }
  }

  @Test(arguments: ["", " ", "?", "NA", "N/A", "NaN", "nan", "null", "-"])
  func missingNumbers(_ mark: String) throws {
    let csv = try table("a,b,y\n1,2,p\n3,\(mark),p\n5,6,q\n")
    let error = #expect(throws: DataError.self) { _ = try Dataset(csv: csv, target: "y") }
    #expect(error?.place == "file.csv:3, column 2 (b)")
    #expect(error?.message == "the value is missing")
    #expect(error?.hint.contains("--missing drop") == true)
    let data = try Dataset(csv: csv, target: "y", missing: .dropRows)
    #expect(data.features == [[1, 2], [5, 6]])
    #expect(data.labels == [0, 1])
  }

  @Test func missingClasses() throws {
    let csv = try table("a,y\n1,p\n2,\n3,q\n")
    let error = #expect(throws: DataError.self) { _ = try Dataset(csv: csv, target: "y") }
    #expect(error?.place == "file.csv:3, column 2 (y)")
    #expect(try Dataset(csv: csv, target: "y", missing: .dropRows).features == [[1], [3]])
  }

  @Test(arguments: [
    ("a,y\n1,p\nlong,q\n", "“long” is not a number", "file.csv:3, column 1 (a)", "text"),
    ("a;y\n1;p\n1,5;q\n", "“1,5” is not a number", "file.csv:3, column 1 (a)", "decimal comma"),
    ("a,y\n1,p\ninf,q\n", "“inf” is not a number", "file.csv:3, column 1 (a)", "text"),
    ("a,y\n1,p\n1e999,q\n", "“1e999” is too large", "file.csv:3, column 1 (a)", "unit"),
    ("a,y\n1,p\n2,p\n", "all rows belong to one class, “p”", "file.csv", "two classes"),
    ("y\np\nq\n", "no column beside the target", "file.csv", "feature"),
    ("a,y\n", "there are no rows", "file.csv", "complete rows"),
  ])
  func broken(_ text: String, _ message: String, _ place: String, _ hint: String) {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table(text, header: .present), target: "y")
    }
    #expect(error?.kind == .badData)
    #expect(error?.message.contains(message) == true)
    #expect(error?.place == place)
    #expect(error?.hint.contains(hint) == true)
  }

  @Test func nothingLeftAfterDropping() throws {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table("a,y\n?,p\n?,q\n"), target: "y", missing: .dropRows)
    }
    #expect(error?.message == "every row lacks a value")
  }

  @Test(arguments: [
    ("specis", "did you mean “species”?"), ("Species", "did you mean “species”?"),
    ("colour", "use one of these names"), ("", "use one of these names"),
  ])
  func unknownTarget(_ target: String, _ hint: String) throws {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table("a,species\n1,p\n2,q\n"), target: target)
    }
    #expect(error?.message == "there is no column “\(target)”; the columns are “a”, “species”")
    #expect(error?.hint == hint)
  }

  @Test func unknownTargetWithoutAHeader() throws {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table("1,p\n2,q\n"), target: "class")
    }
    #expect(error?.hint == "use a number from 1 to 2")
  }

  /// Years as names look like a row of numbers.
  @Test func aHeaderThatWasTakenForARowIsPointedAt() throws {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table("1990,class\n1,p\n2,q\n"), target: "class")
    }
    #expect(error?.hint.contains("--header present") == true)
    let named = try table("1990,class\n1,p\n2,q\n", header: .present)
    #expect(try Dataset(csv: named, target: "class").featureNames == ["1990"])
  }

  @Test func longCellsAreCutInMessages() throws {
    let error = #expect(throws: DataError.self) {
      let text = String(repeating: "w", count: 1000)
      _ = try Dataset(csv: table("a,y\n1,p\n\(text),q\n"), target: "y")
    }
    #expect(error?.message == "“\(String(repeating: "w", count: 40))…” is not a number")
  }
}
