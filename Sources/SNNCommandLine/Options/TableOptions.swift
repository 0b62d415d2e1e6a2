package import ArgumentParser
package import SNN

/// Flags that say how a CSV file is taken apart.
package struct TableOptions: ParsableArguments {
  @Option(help: "CSV files: whether the first row names the columns; automatic unless given.")
  package var header: CSVTable.Header?

  @Option(help: "CSV files: what stands between cells; automatic unless given.")
  package var delimiter: CSVTable.Delimiter?

  package init() {}

  package func table(at path: String) throws -> CSVTable {
    try CSVTable(
      contentsOf: path, header: header ?? .automatic, delimiter: delimiter ?? .automatic)
  }
}

/// The file that an argument names; `-` is standard input, as for other commands.
package func inputPath(_ argument: String) -> String { argument == "-" ? "/dev/stdin" : argument }
