package import ArgumentParser

/// Flags that say where rows come from and how a CSV file is read.
package struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder with data files that are not built in.", valueName: "dir"))
  package var data: String?

  @OptionGroup package var rows: RowOptions

  package init() {}

  /// Where known data sets lie.
  package var folder: DataFolder { DataFolder(data, flag: "--data") }
}
