import SNNData
import Testing

@Suite struct CSVErrorTests {
  @Test(arguments: [
    ("", "empty", "file.csv"),
    ("\n \r\n", "empty", "file.csv"),
    ("\u{FEFF}", "empty", "file.csv"),
    ("a,b\n1,2\n\n3\n", "1 cell, the first row has 2", "file.csv:4"),
    ("a,b\n1,2,3\n", "3 cells, the first row has 2", "file.csv:2"),
    ("a,b\n1,\"2\n3,4\n", "never closed", "file.csv:2, column 2"),
    ("\"", "never closed", "file.csv:1, column 1"),
    ("a,b\n1,\"2\"x\n", "after its closing quote", "file.csv:2, column 2"),
    ("a,b\n1,\"2\" \n", "after its closing quote", "file.csv:2, column 2"),
    ("a,b\n1,2\0\n", "NUL", "file.csv:2"),
    ("a,b,a\n1,2,3\n", "Columns 1 and 3 are both called “a”", "file.csv:1"),
  ])
  func broken(_ text: String, _ message: String, _ place: String) {
    let error = #expect(throws: DataError.self) { _ = try table(text) }
    #expect(error?.kind == .badData)
    #expect(error?.message.contains(message) == true)
    #expect(error?.place == place)
    #expect(error?.hint.isEmpty == false)
  }

  @Test(arguments: [
    [UInt8]([0x61, 0x0A, 0xFF, 0x0A]), [0x61, 0x0A, 0xC3], [0x61, 0x0A, 0xED, 0xA0, 0x80],
    [0x61, 0x0A, 0xC0, 0xAF],
  ])
  func notUTF8(_ bytes: [UInt8]) {
    let error = #expect(throws: DataError.self) {
      _ = try CSVTable(bytes.span, source: "file.csv")
    }
    #expect(error?.message == "The text is not UTF-8.")
    #expect(error?.place == "file.csv:2")
  }

  @Test func aMissingFileIsNoInput() {
    let error = #expect(throws: DataError.self) {
      _ = try CSVTable(contentsOf: "no such folder/flowers.csv")
    }
    #expect(error?.kind == .noInput)
    #expect(error?.place == "no such folder/flowers.csv")
  }

  @Test func aFolderIsNoInput() throws {
    try withFolder([:]) { folder in
      let error = #expect(throws: DataError.self) { _ = try CSVTable(contentsOf: folder) }
      #expect(error?.kind == .noInput)
      #expect(error?.message == "The file cannot be read.")
    }
  }

  @Test func aFileIsRead() throws {
    try withFolder(["a.csv": "x,y\n1,2\n"]) { folder in
      let table = try CSVTable(contentsOf: folder + "/a.csv")
      #expect(rows(table) == [["1", "2"]])
    }
  }

  @Test func anErrorInOneLine() {
    let error = DataError("It is wrong.", at: "a.csv:1", hint: "Mend it.")
    #expect("\(error)" == "a.csv:1: It is wrong. Mend it.")
    #expect("\(DataError("It is wrong.", hint: "Mend it."))" == "It is wrong. Mend it.")
  }
}
