import ArgumentParser
import SNN

/// Flags that say where rows come from and how a CSV file is read.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder with data files that are not built in.", valueName: "dir"))
  var data: String?

  @Flag(help: "Never download; data must be in --data, SNN_DATASETS or the cache.")
  var offline = false

  @Option(help: ArgumentHelp("CSV files: the column with the class.", valueName: "column"))
  var target: String?

  @Option(help: "CSV files: whether the first row names the columns: automatic, present, absent.")
  var header: CSVTable.Header = .automatic

  @Option(help: "CSV files: automatic, comma, semicolon, tab, space.")
  var delimiter: CSVTable.Delimiter = .automatic

  @Option(help: "CSV files: rows with missing cells are an error (refuse) or left out (drop).")
  var missing: MissingPolicy = .refuse
}
