import SNN
import SNNCommandLine

extension DataSource {
  /// Rows that a saved model has not been trained on, with its own columns and classes.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - path: where it was read, for complaints.
  ///   - data: how rows are come by.
  ///   - quiet: whether nothing is said about it.
  func loadTest(
    for model: any RowClassifier, at path: String, _ data: DataOptions, quiet: Bool
  ) throws -> Dataset {
    // Before a data set is fetched for nothing.
    if let form,
      form.featureCount != model.featureNames.count || form.classCount != model.classNames.count
    {
      throw mismatch(model, path)
    }
    let rows = try loadTest(for: model, data.rows, in: data.folder, quiet: quiet)
    guard rows.featureNames == model.featureNames, rows.classNames == model.classNames else {
      throw mismatch(model, path)
    }
    return rows
  }

  /// What the user called it.
  private var name: String {
    switch self {
    case .known(let dataset): dataset.rawValue
    case .file(let path): path
    }
  }

  private func mismatch(_ model: any RowClassifier, _ path: String) -> UserError {
    let columns = featuresText(model.featureNames, imageShape: model.imageShape)
    let made = model is ConvertedModel ? "calibrated" : "trained"
    return UserError(
      message: "the model was \(made) on \(model.provenance.dataset), not on \(name)",
      place: path, hint: "its columns are \(columns)", exitCode: 65)
  }
}
