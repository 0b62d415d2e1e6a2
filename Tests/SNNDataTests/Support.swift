import FoundationEssentials
import SNNData

func table(
  _ text: String, header: CSVTable.Header = .automatic, delimiter: CSVTable.Delimiter = .automatic
) throws(DataError) -> CSVTable {
  try CSVTable(text.utf8.span, source: "file.csv", header: header, delimiter: delimiter)
}

/// All cells below the header.
func rows(_ table: CSVTable) -> [[String]] {
  (0..<table.rowCount).map { row in
    (0..<table.columnCount).map { table[row: row, column: $0] }
  }
}

/// One feature that counts the rows; as many rows of each class as given, classes interleaved.
func dataset(classCounts: [Int]) -> Dataset {
  var labels: [Int] = []
  for turn in 0..<(classCounts.max() ?? 0) {
    labels += classCounts.indices.filter { turn < classCounts[$0] }
  }
  return Dataset(
    name: "counted", features: FeatureRows(labels.indices.map { Double($0) }, width: 1),
    labels: labels, featureNames: ["x"], classNames: classCounts.indices.map { "class \($0)" })
}

/// Runs `body` with a folder that holds the given files and is removed afterwards.
func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
  try body(folder.path())
}
