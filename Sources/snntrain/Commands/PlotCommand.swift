import ArgumentParser
import Foundation
import SNN
import SNNCommandLine

/// `snntrain plot`: pictures of a model, of a run and of what a row does in it.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a model, and what a row does in it.",
    discussion: """
      Writes pictures as SVG: the surrogate and weights of images; with DATA rasters, membranes, the coded input, firing rates, first \
      spikes and confusions; of a run the curves of its training.
      """)

  @OptionGroup var model: ModelArgument

  @Argument(help: "A data set's name or a CSV file.")
  var source: String?

  @Option(help: ArgumentHelp("Which test row is looked at, from 1.", valueName: "N"))
  var sample: Int = 1

  @Option(help: ArgumentHelp("Folder that receives the pictures.", valueName: "dir"))
  var out: String = "plots"

  @OptionGroup(title: "Data") var data: DataOptions

  func validate() throws {
    guard source == nil else { return }
    let flags = [("--sample", sample != 1), ("--data", data.data != nil)]
    guard let flag = flags.first(where: \.1)?.0 ?? data.rows.flagForTables else { return }
    throw ValidationError("\(flag) is for rows, and no data was given: snntrain plot MODEL DATA")
  }

  mutating func run() throws {
    let folder = try OutputFolder(out)
    let (run, path) = (model.folder, model.file)
    let model = try model.load()
    var pictures = ModelPictures(model).ofModel
    // A converted model carries its curve itself.
    if let run, model is TrainedModel {
      let history = try TrainingMetrics.history(in: RunFile.metrics.path(in: run))
      pictures.append(("learning-curves", .learningCurves(history)))
    }
    if let source {
      pictures += try ofRows(in: DataSource(source), model, path)
    }
    try folder.create()
    defer { folder.removeIfEmpty() }
    // All are there, whoever stops reading their names.
    let paths = try pictures.map { try folder.save($0.picture.svg, as: $0.name + ".svg") }
    Console.print(paths.map { printable($0) }.joined(separator: "\n"))
  }

  private func ofRows(
    in source: DataSource, _ model: any RowClassifier, _ path: String
  ) throws -> [ModelPictures.Named] {
    try source.check(data.rows, in: data.folder)
    let rows = try source.loadTest(for: model, at: path, data, quiet: true)
    guard (1...rows.count).contains(sample) else {
      throw UserError(
        message: "there is no row \(sample): \(source.name(of: rows)) has \(rows.count) to test on",
        hint: "choose --sample in 1...\(rows.count)")
    }
    let pictures = ModelPictures(model)
    return try pictures.ofRow(rows.subset([sample - 1]))
      + pictures.ofRows(rows, model.evaluated(on: rows))
  }
}
