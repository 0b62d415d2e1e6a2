import SNNData
import Testing

/// Which columns are taken as classes, and which are doubted.
@Suite struct TargetTests {
  /// A table of one feature and the given targets.
  private func classNames(_ targets: [String]) throws(DataError) -> [String] {
    let text = "x,y\n" + targets.map { "1,\($0)\n" }.joined()
    return try Dataset(csv: table(text, header: .present), target: "y").classNames
  }

  struct Doubted: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let targets: [String]
    let message: String
  }

  static let doubted = [
    Doubted(
      testDescription: "identifiers", targets: (1...150).map { "\($0)" },
      message: "150 different numbers"),
    Doubted(
      testDescription: "measurements", targets: (0..<150).map { "\(Double($0 % 30) / 10)" },
      message: "30 different numbers some, such as “0.1”, are not whole"),
    Doubted(
      testDescription: "ages, most of them often",
      targets: (30...60).flatMap { [String](repeating: "\($0)", count: 20) } + ["97"],
      message: "32 different numbers some, such as “97”, occur once"),
    Doubted(
      testDescription: "21 numbers", targets: (1...21).map { "\($0)" },
      message: "21 different numbers"),
    Doubted(
      testDescription: "words without end", targets: (0...1000).map { "c\($0)" },
      message: "1001 different values"),
  ]

  @Test(arguments: doubted) func quantitiesAndIdentifiersAreRefused(_ column: Doubted) {
    let error = #expect(throws: DataError.self) { try classNames(column.targets) }
    #expect(error?.kind == .badData)
    #expect(error?.message.contains(column.message) == true)
    #expect(error?.place == "file.csv, column 2 (y)")
    #expect(error?.hint.contains("column that holds the class") == true)
  }

  struct Taken: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let targets: [String]
    let classes: Int
  }

  static let taken = [
    Taken(
      testDescription: "letters, one row each",
      targets: (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) },
      classes: 26),
    Taken(
      testDescription: "letters as numbers, two rows each",
      targets: (1...26).flatMap { ["\($0)", "\($0)"] }, classes: 26),
    Taken(
      testDescription: "a hundred numbered classes",
      targets: (0..<500).map { "\($0 % 100)" }, classes: 100),
    Taken(testDescription: "twenty numbers", targets: (1...20).map { "\($0)" }, classes: 20),
    Taken(testDescription: "halves", targets: ["0", "0.5", "1", "0.5"], classes: 3),
    Taken(
      testDescription: "numbered words", targets: (1...1000).map { "c\($0)" }, classes: 1000),
  ]

  @Test(arguments: taken) func classesAreTaken(_ column: Taken) throws {
    #expect(try classNames(column.targets).count == column.classes)
  }
}
