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
    switch coding {
    case .direct, .population:
      Experiment(
        coding: coding, steps: 20, hidden: [16], beta: 0.97, epochs: 100, batchSize: 16,
        learningRate: 1e-2, weightDecay: 0.3)
    case .rate, .temporal, .phase, .burst:
      Experiment(
        coding: coding, steps: 20, hidden: [64], beta: 0.97, epochs: 100, batchSize: 16,
        learningRate: 1e-2)
    }
  }

  private static func breastCancer(_ coding: Coding) -> Experiment {
    let steps: [Coding: Int] = [.temporal: 30, .phase: 16, .burst: 50]
    var result = Experiment(
      coding: coding, steps: steps[coding] ?? 20, hidden: [64], beta: 0.95, dropout: 0.1,
      epochs: 30, batchSize: 16, learningRate: 6e-3, weightDecay: 0.3)
    switch coding {
    case .direct:
      (result.dropout, result.learningRate, result.weightDecay) = (0.3, 3e-3, 0.1)
    case .temporal:
      (result.weightGain, result.epochs) = (2, 40)
      (result.learningRate, result.scaling) = (3e-3, .quantile)
    case .population:
      (result.dropout, result.epochs, result.learningRate) = (0.3, 60, 3e-3)
      result.scaling = .quantile
    case .rate:
      (result.weightGain, result.dropout) = (1, 0.2)
      (result.epochs, result.learningRate) = (40, 3e-3)
    case .phase, .burst: (result.weightGain, result.scaling) = (1, .quantile)
    }
    return result
  }

  private static func landsat(_ coding: Coding) -> Experiment {
    let steps: [Coding: Int] = [.phase: 24, .rate: 50, .burst: 50]
    guard coding != .direct else {
      return Experiment(
        coding: coding, steps: 20, hidden: [256, 128], beta: 0.95, dropout: 0.1,
        epochs: 80, batchSize: 64, learningRate: 2e-3, weightDecay: 0.05)
    }
    return Experiment(
      coding: coding, steps: steps[coding] ?? 25, hidden: [128, 128], beta: 0.95,
      scaling: .quantile, weightGain: 1, epochs: 40, batchSize: 32, learningRate: 6e-3,
      weightDecay: 0.05)
  }
}
