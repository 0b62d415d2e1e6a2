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
    ("a,b,a\n1,2,3\n", "columns 1 and 3 are both called “a”", "file.csv:1"),
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
    #expect(error?.message == "the text is not UTF-8")
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
      #expect(error?.message == "this is a folder")
    }
  }

  @Test func aFileIsRead() throws {
    try withFolder(["a.csv": "x,y\n1,2\n"]) { folder in
      let table = try CSVTable(contentsOf: folder + "/a.csv")
      #expect(rows(table) == [["1", "2"]])
    }
  }

  @Test func aFileThatIsTooLongIsNoInput() throws {
    try withFolder(["a.csv": "x,y\n1,2\n"]) { folder in
      let path = folder + "/a.csv"
      let table = try CSVTable(contentsOf: path, limit: 8)
      #expect(table.rowCount == 1)
      let error = #expect(throws: DataError.self) { _ = try CSVTable(contentsOf: path, limit: 7) }
      #expect(error?.kind == .noInput && error?.message == "the file is too long")
    }
    // A device has no size: only reading tells.
    #expect(throws: DataError.self) { _ = try CSVTable(contentsOf: "/dev/zero", limit: 100) }
  }

  @Test func aFileInsideAFileIsNoInput() throws {
    try withFolder(["a.csv": "x,y\n1,2\n"]) { folder in
      let error = #expect(throws: DataError.self) {
        _ = try CSVTable(contentsOf: folder + "/a.csv/b.csv")
      }
      #expect(error?.kind == .noInput && error?.message == "there is no such file")
    }
  }

  @Test(arguments: ["100%.csv", "%20.csv", "two words.csv", "größe.csv", "%s%d%n"])
  func namesAreTakenAsTheyAre(_ name: String) throws {
    try withFolder([name: "x,y\n1,2\n"]) { folder in
      let table = try CSVTable(contentsOf: folder + "/" + name)
      #expect(table.source == folder + "/" + name && table.rowCount == 1)
    }
  }

  @Test func theHintStandsOnALineOfItsOwn() {
    let error = DataError("it is wrong", at: "a.csv:1", hint: "mend it")
    #expect("\(error)" == "a.csv:1: it is wrong\nhint: mend it")
    #expect("\(DataError("it is wrong", hint: "mend it"))" == "it is wrong\nhint: mend it")
  }

  /// A column's name comes from the file and must not steer a terminal.
  @Test func controlCharactersAreNotRepeated() {
    let error = #expect(throws: DataError.self) {
      _ = try Dataset(csv: table("a\u{1B}[31m,y\n1,p\n\u{1B}[0m,q\n"), target: "y")
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".utf8.contains(0x1B) == false)
  }
}
