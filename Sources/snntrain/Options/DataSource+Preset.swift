import SNN
import SNNCommandLine

extension DataSource {
  /// The settings to start from.
  /// - Parameter rows: how many a file has; 0 while that is not known.
  func preset(_ network: NetworkOptions, rows: Int) -> Experiment {
    switch self {
    case .known(let dataset):
      return .preset(for: dataset, coding: network.coding, architecture: network.model)
    case .file:
      var result = Experiment.general(coding: network.coding, rows: rows)
      result.architecture = network.model
      return result
    }
  }
}
