package import ArgumentParser

/// Where a run leaves its files.
package struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Folder that receives the model, its configuration, metrics and a report. (default: the next \
      of runs/NAME-1, runs/NAME-2, …)
      """, valueName: "dir"))
  package var out: String?

  package init() {}

  /// The folder of the run, or the one that its own is made in: looked at, not made.
  ///
  /// - Parameter inputs: files of the run, none of which may be replaced.
  package func place(besides inputs: [String?]) throws -> OutputFolder {
    let folder = try OutputFolder(out ?? "runs")
    guard out != nil else { return folder }
    for file in RunFile.allCases {
      try refuseReplacing(
        inputs, with: folder.path(of: file), hint: "choose another folder with --out")
    }
    return folder
  }

  /// Makes the folder of a run in the place that `place(besides:)` gave.
  package func folder(in place: OutputFolder, called name: String) throws -> OutputFolder {
    guard out != nil else { return try place.createNext(called: name) }
    try place.create()
    return place
  }
}
