import ArgumentParser
import SNN

/// Flags that say how a CSV file is taken apart.
struct TableOptions: ParsableArguments {
  @Option(help: "CSV files: whether the first row names the columns; automatic unless given.")
  var header: CSVTable.Header?

  @Option(help: "CSV files: what stands between cells; automatic unless given.")
  var delimiter: CSVTable.Delimiter?

  func table(at path: String) throws -> CSVTable {
    try CSVTable(
      contentsOf: path, header: header ?? .automatic, delimiter: delimiter ?? .automatic)
  }
}

/// The file that an argument names; `-` is standard input, as for other commands.
func inputPath(_ argument: String) -> String { argument == "-" ? "/dev/stdin" : argument }
