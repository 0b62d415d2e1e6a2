package import ArgumentParser
package import SNN

/// A saved model as an argument: its file, or the folder of the run that left it.
package struct ModelArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("A model file, or the folder of a run.", valueName: "model"))
  package var path: String

  package init() {}

  /// The folder, where one was given.
  package var folder: String? { isFolder(path) ? path : nil }

  /// The model's file.
  package var file: String { folder.map(RunFile.model.path(in:)) ?? path }

  /// Reads the model, of either sort.
  /// - Throws: `FormatError` when the file is missing, damaged, or no model.
  package func load() throws -> any RowClassifier { try loadClassifier(contentsOf: file) }
}
