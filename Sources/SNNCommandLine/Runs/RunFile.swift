/// The files that a run leaves in its folder.
package enum RunFile: String, CaseIterable {
  case model = "model.safetensors"
  case configuration = "configuration.json"
  case metrics = "metrics.csv"
  case report = "report.html"

  /// Where the file lies in the folder of a run.
  package func path(in folder: String) -> String {
    folder + (folder.hasSuffix("/") ? "" : "/") + rawValue
  }
}
