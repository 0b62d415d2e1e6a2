package import ArgumentParser
package import SNN

/// Flags that say how rows are come by, wherever they lie.
package struct RowOptions: ParsableArguments {
  @Flag(help: "Never download; data must be in the folder given, SNN_DATASETS or the cache.")
  package var offline = false

  @Option(help: ArgumentHelp("CSV files: the column with the class.", valueName: "column"))
  package var target: String?

  @OptionGroup var table: TableOptions

  @Option(help: "CSV files: refuse rows with missing cells, or drop them; refuse unless given.")
  package var missing: MissingPolicy?

  package init() {}

  /// The first flag given that a known data set, whose files are read as they are known, has no
  /// use for.
  package var flagForTables: String? {
    let flags = [
      ("--target", target != nil), ("--header", table.header != nil),
      ("--delimiter", table.delimiter != nil), ("--missing", missing != nil),
    ]
    return flags.first(where: \.1)?.0
  }
}
