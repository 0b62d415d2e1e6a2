internal import Foundation
package import SNN

/// What the first argument names: a known data set or a CSV file.
package enum DataSource {
  case known(KnownDataset)
  case file(String)

  package init(_ argument: String) {
    self = KnownDataset(rawValue: argument).map(DataSource.known) ?? .file(inputPath(argument))
  }

  /// The name reports give the data: a known set's own, else the file's.
  package func name(of rows: Dataset) -> String {
    switch self {
    case .known(let dataset): dataset.rawValue
    case .file: rows.name
    }
  }

  /// The form of the rows as far as it is known before they are read.
  package var form: DataForm? {
    switch self {
    case .known(let dataset): dataset.form
    case .file: nil
    }
  }

  /// Throws when a flag was given that this source has no use for.
  ///
  /// - Parameters:
  ///   - options: how rows are come by.
  ///   - folder: where known data sets lie.
  package func check(_ options: RowOptions, in folder: DataFolder) throws {
    switch self {
    case .known(let dataset):
      if let flag = options.flagForTables {
        throw UserError(
          message: "\(flag) is for CSV files; how to read \(dataset.rawValue) is known",
          hint: "leave \(flag) out, or give a file")
      }
    case .file(let path):
      if folder.path != nil {
        throw UserError(
          message: "\(folder.flag) is the folder of known data sets; \(path) is a file",
          hint: "leave \(folder.flag) out and give the file's whole path")
      }
    }
  }

  /// Rows to learn from.
  package func load(_ options: RowOptions, in folder: DataFolder, quiet: Bool) throws
    -> LabelledData
  {
    switch self {
    case .known(let dataset): return try load(dataset, options, in: folder, quiet: quiet)
    case .file(let path):
      guard let target = options.target else { throw missingTarget(path) }
      return LabelledData(
        rows: try rows(ofFile: path, options, quiet: quiet) { table, missing in
          try Dataset(csv: table, target: target, missing: missing)
        })
    }
  }

  /// Rows that a model of its seed has not been trained on; all rows of a file.
  package func loadTest(
    for model: some RowClassifier, _ options: RowOptions, in folder: DataFolder, quiet: Bool
  ) throws -> Dataset {
    switch self {
    case .known(let dataset):
      return try load(dataset, options, in: folder, quiet: quiet).parts(seed: model.seed).test
    case .file(let path):
      return try rows(ofFile: path, options, quiet: quiet) { table, missing in
        try model.labelledRows(of: table, target: options.target, missing: missing)
      }
    }
  }

  private func load(
    _ dataset: KnownDataset, _ options: RowOptions, in folder: DataFolder, quiet: Bool
  ) throws -> LabelledData {
    let store = DataStore(folder: folder, offline: options.offline, quiet: quiet)
    return try dataset.load(folder: store.folder(holding: dataset.files))
  }

  /// The rows that `choose` takes from a file; how many it left out is said.
  private func rows(
    ofFile path: String, _ options: RowOptions, quiet: Bool,
    _ choose: (CSVTable, MissingPolicy) throws -> Dataset
  ) throws -> Dataset {
    let table = try options.table.table(at: path)
    let rows = try choose(table, options.missing ?? .refuse)
    if rows.count < table.rowCount, !quiet {
      let leftOut = table.rowCount - rows.count
      Console.note("rows    left out \(leftOut) of \(table.rowCount) that lack a value")
    }
    return rows
  }

  private func missingTarget(_ path: String) -> UserError {
    guard FileManager.default.fileExists(atPath: path) else {
      let names = KnownDataset.allCases.map(\.rawValue).joined(separator: ", ")
      return UserError(
        message: "there is neither a data set nor a file called “\(path)”",
        hint: "data sets are \(names); check the spelling of the path", exitCode: 66)
    }
    return UserError(
      message: "the column with the class is not named", place: path,
      hint: "say which column to learn: --target COLUMN")
  }
}
