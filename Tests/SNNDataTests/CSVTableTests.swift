import SNNData
import Testing

@Suite struct CSVTableTests {
  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
    ("a,b\n1,2\n3,4", [["1", "2"], ["3", "4"]]),
    ("a,b\r\n1,2\r\n3,4\r\n", [["1", "2"], ["3", "4"]]),
    ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
    ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
    ("\n\r\na,b\n\n1,2\n   \n\n3,4\n\n", [["1", "2"], ["3", "4"]]),
    ("a;b\n1,5;2\n", [["1,5", "2"]]),
    ("a\tb\n1\t\n\t2\n", [["1", ""], ["", "2"]]),
    ("1 2 3\n4 5 6\n", [["1", "2", "3"], ["4", "5", "6"]]),
    ("petal length (cm),x\n1,2\n", [["1", "2"]]),
    ("a,b\n1,\n,\n", [["1", ""], ["", ""]]),
    ("a,b\n1,", [["1", ""]]),
    ("x\n1\n2\n", [["1"], ["2"]]),
    ("x\n1\n\"\"\n2\n", [["1"], [""], ["2"]]),
    ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
    ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", [["say \"hi\"", "\""]]),
    ("a,b\n\"x,y\",\"p\nq\"\n", [["x,y", "p\nq"]]),
    ("a,b\n\"p\r\nq\",2\r\n", [["p\r\nq", "2"]]),
    ("a,b\n5\" disk,2\n", [["5\" disk", "2"]]),
    ("a,b\n \"x\",2\n", [[" \"x\"", "2"]]),
    ("größe,b\nµ,😀\n", [["µ", "😀"]]),
  ])
  func cells(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(table(text)) == expected)
  }

  @Test func headerIsFoundWhenNoCellIsANumber() throws {
    let named = try table(" petal length , species\n1.4,setosa\n")
    #expect(named.hasHeader)
    #expect(named.columnNames == ["petal length", "species"])
    let bare = try table("5.1,setosa\n4.9,setosa\n")
    #expect(!bare.hasHeader)
    #expect(bare.columnNames == ["1", "2"])
    #expect(bare.rowCount == 2)
  }

  @Test func headerCanBeGiven() throws {
    let years = try table("1990,1991\n1,2\n", header: .present)
    #expect(years.columnNames == ["1990", "1991"])
    #expect(rows(years) == [["1", "2"]])
    let words = try table("a,b\nc,d\n", header: .absent)
    #expect(words.columnNames == ["1", "2"])
    #expect(rows(words) == [["a", "b"], ["c", "d"]])
  }

  @Test func aColumnWithoutNameIsCalledByItsNumber() throws {
    #expect(try table(",b,\n1,2,3\n").columnNames == ["1", "b", "3"])
  }

  @Test func delimiterCanBeGiven() throws {
    #expect(try rows(table("a;b,c\n1;2,3\n", delimiter: .comma)) == [["1;2", "3"]])
    #expect(try rows(table("a b\n1 2\n", delimiter: .comma)) == [["1 2"]])
  }

  @Test func delimitersInsideQuotesDoNotCount() throws {
    #expect(try rows(table("\"a;b\",c\n1,2\n")) == [["1", "2"]])
  }

  @Test func linesAreCountedThroughBlankLinesAndQuotedLineBreaks() throws {
    let table = try table("a,b\r\n\r\n\"x\r\ny\nz\",2\r\n3,4\r\n")
    #expect(table.line(ofRow: 0) == 3)
    #expect(table.line(ofRow: 1) == 6)
    #expect(table.place(row: 1, column: 1) == "file.csv:6, column 2 (b)")
  }

  @Test func placesWithoutAHeaderHaveNoNames() throws {
    #expect(try table("1,2\n3,4\n").place(row: 1, column: 0) == "file.csv:2, column 1")
  }

  @Test func aHeaderAloneIsATableWithoutRows() throws {
    let table = try table("a,b\n")
    #expect(table.rowCount == 0)
    #expect(table.columnCount == 2)
  }

  @Test func aCellMayHave64KBAndNoMore() throws {
    let longest = String(repeating: "x", count: 65_536)
    #expect(try table("a,b\n\(longest),1\n")[row: 0, column: 0] == longest)
    #expect(try table("a,b\n\"\(longest)\",1\n")[row: 0, column: 0] == longest)
    for cell in ["\(longest)x", "\"\(longest)x\""] {
      let error = #expect(throws: DataError.self) { _ = try table("a,b\n1,\(cell)\n") }
      #expect(error?.place == "file.csv:2, column 2")
      #expect(error?.message.contains("64 KB") == true)
    }
  }

  @Test func thereMayBe100_000ColumnsAndNoMore() throws {
    let most = String(repeating: "1,", count: 99_999) + "1"
    #expect(try table(most).columnCount == 100_000)
    let error = #expect(throws: DataError.self) { _ = try table(most + ",1") }
    #expect(error?.message.contains("100000 columns") == true)
  }

  @Test func cellsOutsideTheTableTrap() async {
    await #expect(processExitsWith: .failure) { _ = try table("a,b\n1,2\n")[row: 1, column: 0] }
    await #expect(processExitsWith: .failure) { _ = try table("a,b\n1,2\n")[row: 0, column: 2] }
    await #expect(processExitsWith: .failure) { _ = try table("a,b\n1,2\n").line(ofRow: -1) }
  }
}
