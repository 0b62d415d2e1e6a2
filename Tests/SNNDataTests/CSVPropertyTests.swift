import SNNData
import SNNTensor
import Testing

@Suite struct CSVPropertyTests {
  @Test(arguments: [",", ";", "\t", " "], ["\n", "\r\n", "\r"])
  func whatIsWrittenWithQuotesIsReadBack(_ delimiter: String, _ lineEnd: String) throws {
    let alphabet = ["a", "\"", ",", ";", "\t", " ", "\n", "\r", "é", "1"]
    var generator = RandomKey(seed: 9)["cells"].generator
    for _ in 0..<100 {
      let width = Int.random(in: 1...4, using: &generator)
      let cells = (0..<5).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...5, using: &generator)).reduce(into: "") { cell, _ in
            cell += alphabet[Int.random(in: alphabet.indices, using: &generator)]
          }
        }
      }
      let text = cells.map { row in
        row.map { cell in
          "\""
            + cell.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
        }.joined(separator: delimiter)
      }.joined(separator: lineEnd)
      let given = [",": .comma, ";": .semicolon, "\t": .tab][delimiter] ?? CSVTable.Delimiter.space
      #expect(rows(try table(text, header: .absent, delimiter: given)) == cells)
    }
  }

  @Test func noBytesTrap() {
    let pieces = ["a", "1", "-", "?", ",", ";", "\t", " ", "\n", "\r", "\"", "\0", "\u{FEFF}", "e"]
    var generator = RandomKey(seed: 10)["bytes"].generator
    var (good, bad) = (0, 0)
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &generator) {
        bytes += pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8
        if Int.random(in: 0..<200, using: &generator) == 0 { bytes.append(0xFF) }
      }
      do {
        let table = try CSVTable(bytes.span, source: "file.csv")
        _ = rows(table)
        good += 1
        _ = try Dataset(csv: table, target: table.columnNames[0], missing: .dropRows)
      } catch {
        #expect(!error.hint.isEmpty)
        bad += 1
      }
    }
    #expect(good > 500 && bad > 500)
  }
}
