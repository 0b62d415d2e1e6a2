import ArgumentParser
import SNN
import SNNCommandLine

/// Flags that say which rows a network is calibrated and verified on.
struct ConversionData: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A data set's name or a CSV file: training rows calibrate, test rows verify.",
      valueName: "data"))
  var data: String

  @Option(help: ArgumentHelp("Folder with data sets that are not built in.", valueName: "dir"))
  var folder: String?

  @OptionGroup var rows: RowOptions

  @Option(help: ArgumentHelp("The most test rows to verify on; all unless given.", valueName: "n"))
  var testRows: Int?

  func validate() throws {
    if let testRows, testRows < 1 { throw ValidationError("--test-rows must be at least 1") }
  }

  /// The file that was given, nil for a data set with a name.
  var file: String? {
    if case .file(let path) = DataSource(data) { path } else { nil }
  }

  /// The rows to calibrate and to verify on, which must suit a network.
  ///
  /// - Parameters:
  ///   - graph: the network.
  ///   - classNames: its classes in the order of its scores; none where they are not known.
  ///   - place: its file.
  func load(
    for graph: NetworkGraph, classNames: [String], place: String, quiet: Bool
  ) throws -> (train: Dataset, test: Dataset) {
    let rows = try load(quiet: quiet)
    try check(rows.train, suits: graph, place: place)
    return (
      try rows.train.ordered(by: classNames, of: place),
      try rows.test.ordered(by: classNames, of: place)
    )
  }

  private func load(quiet: Bool) throws -> (train: Dataset, test: Dataset) {
    let source = DataSource(data)
    let place = DataFolder(folder, flag: "--folder")
    try source.check(rows, in: place)
    let parts = try source.load(rows, in: place, quiet: quiet).parts(seed: 0)
    let count = min(parts.test.count, testRows ?? .max)
    return (parts.train, parts.test.subset(Array(0..<count)))
  }

  /// Checks that rows are what a network takes and answers.
  private func check(_ data: Dataset, suits graph: NetworkGraph, place: String) throws {
    let takes = graph.inputShape
    guard takes.elementCount == data.featureCount,
      data.imageShape.map({ $0 == takes || takes.rank == 1 }) ?? true
    else {
      let given = data.imageShape.map { "images of \($0)" } ?? "rows of \(data.featureCount)"
      throw UserError(
        message: "the network takes \(takes), but \(data.name) has \(given)", place: place,
        hint: "give the data the network was trained on", exitCode: 65)
    }
    guard graph.outputShape == [data.classCount] else {
      throw UserError(
        message: "the network gives scores of shape \(graph.outputShape), but \(data.name) has "
          + "\(data.classCount) classes", place: place,
        hint: "give the data the network was trained on", exitCode: 65)
    }
  }
}

/// How many rows a network is calibrated on.
struct CalibrationOptions: ParsableArguments {
  @Option(
    name: .customLong("calibration-rows"),
    help: ArgumentHelp("The most training rows to calibrate on.", valueName: "n"))
  var rows = 1000

  func validate() throws {
    if rows < 1 { throw ValidationError("--calibration-rows must be at least 1") }
  }
}

extension Dataset {
  /// All rows, `[N, F]`.
  var samples: Tensor { Tensor(features) }
}
