extension Experiment {
  /// The settings that a known data set is trained with when nothing else is said.
  ///
  /// They were chosen on training rows only, as README says; any of them can be overridden.
  public static func preset(for data: KnownDataset, coding: Coding) -> Experiment {
    switch data {
    case .iris: iris(coding)
    case .breastCancer, .breastCancerOriginal: breastCancer(coding)
    case .landsat: landsat(coding)
    }
  }

  /// Sensible settings for a table of unknown origin.
  ///
  /// - Parameter rows: how many rows there are to learn from.
  public static func general(coding: Coding, rows: Int) -> Experiment {
    rows < 1000
      ? Experiment(coding: coding, hidden: [64], epochs: 100, batchSize: 16, learningRate: 5e-3)
      : Experiment(coding: coding, hidden: [128, 128], dropout: 0.1, epochs: 50, batchSize: 64)
  }

  private static func iris(_ coding: Coding) -> Experiment {
    Experiment(
      coding: coding, steps: 20, hidden: [16], epochs: 100, batchSize: 16, learningRate: 1e-2)
  }

  private static func breastCancer(_ coding: Coding) -> Experiment {
    Experiment(
      coding: coding, steps: 20, hidden: [64], dropout: 0.2, epochs: 50, batchSize: 16,
      learningRate: 3e-3)
  }

  private static func landsat(_ coding: Coding) -> Experiment {
    Experiment(
      coding: coding, steps: 20, hidden: [256, 128], beta: 0.95, dropout: 0.2, epochs: 80,
      batchSize: 64)
  }
}
