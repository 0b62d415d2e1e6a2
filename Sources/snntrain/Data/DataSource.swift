import Foundation
import SNN

/// What the first argument names: a known data set or a CSV file.
enum DataSource {
  case known(KnownDataset)
  case file(String)

  init(_ argument: String) {
    self = KnownDataset(rawValue: argument).map(DataSource.known) ?? .file(argument)
  }

  /// The name reports give the data: a known set's own, else the file's.
  func name(of rows: Dataset) -> String {
    switch self {
    case .known(let dataset): dataset.rawValue
    case .file: rows.name
    }
  }

  /// The settings to start from.
  func preset(coding: Coding, rows: Int) -> Experiment {
    switch self {
    case .known(let dataset): .preset(for: dataset, coding: coding)
    case .file: .general(coding: coding, rows: rows)
    }
  }

  func load(_ options: DataOptions, quiet: Bool) throws -> LabelledData {
    switch self {
    case .known(let dataset):
      if options.target != nil {
        throw UserError(
          message: "--target is for CSV files; \(dataset.rawValue) knows its classes",
          hint: "leave --target out, or give a file")
      }
      let store = DataStore(folder: options.data, offline: options.offline, quiet: quiet)
      return try dataset.load(folder: store.folder(holding: dataset.files))
    case .file(let path):
      guard let target = options.target else { throw missingTarget(path) }
      let table = try CSVTable(
        contentsOf: path, header: options.header, delimiter: options.delimiter)
      return LabelledData(
        rows: try Dataset(csv: table, target: target, missing: options.missing))
    }
  }

  private func missingTarget(_ path: String) -> UserError {
    guard FileManager.default.fileExists(atPath: path) else {
      let names = KnownDataset.allCases.map(\.rawValue).joined(separator: ", ")
      return UserError(
        message: "there is neither a data set nor a file called \(path)",
        hint: "data sets are \(names); check the spelling of the path", exitCode: 66)
    }
    return UserError(
      message: "the column with the class is not named", place: path,
      hint: "say which column to learn: --target COLUMN")
  }
}
