extension Experiment {
  /// The settings that a known data set is trained with when nothing else is said.
  ///
  /// They were chosen on training rows only, as README says; any of them can be overridden.
  ///
  /// - Parameters:
  ///   - data: the data set.
  ///   - coding: how features become spikes.
  ///   - architecture: what the network looks like; cnn is for images.
  public static func preset(
    for data: KnownDataset, coding: Coding, architecture: Architecture = .mlp
  ) -> Experiment {
    var result = preset(for: data, coding)
    if data == .mnist, architecture == .cnn { result = convolutional(coding) }
    result.architecture = architecture
    return result
  }

  private static func preset(for data: KnownDataset, _ coding: Coding) -> Experiment {
    switch data {
    case .iris: iris(coding)
    case .breastCancer, .breastCancerOriginal: breastCancer(coding)
    case .landsat: landsat(coding)
    case .mnist: mnist(coding)
    case .yinYang: yinYang(coding)
    }
  }

  /// Sensible settings for a table of unknown origin.
  ///
  /// - Parameter rows: how many rows there are to learn from.
  public static func general(coding: Coding, rows: Int) -> Experiment {
    var result = Experiment(coding: coding)
    if rows < 1000 {
      result.hidden = [64]
      (result.epochs, result.batchSize, result.learningRate) = (100, 16, 5e-3)
    } else {
      (result.hidden, result.dropout) = ([128, 128], 0.1)
      (result.epochs, result.batchSize) = (50, 64)
    }
    return result
  }

  private static func iris(_ coding: Coding) -> Experiment {
    var result = Experiment(coding: coding)
    (result.steps, result.beta) = (20, 0.97)
    (result.epochs, result.batchSize, result.learningRate) = (100, 16, 1e-2)
    switch coding {
    case .direct, .population: (result.hidden, result.weightDecay) = ([16], 0.3)
    case .rate, .temporal, .phase, .burst: result.hidden = [64]
    }
    return result
  }

  private static func breastCancer(_ coding: Coding) -> Experiment {
    let steps: [Coding: Int] = [.temporal: 30, .phase: 16, .burst: 50]
    var result = Experiment(coding: coding)
    (result.steps, result.hidden) = (steps[coding] ?? 20, [64])
    (result.beta, result.dropout) = (0.95, 0.1)
    (result.epochs, result.batchSize) = (30, 16)
    (result.learningRate, result.weightDecay) = (6e-3, 0.3)
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
    let steps: [Coding: Int] = [.direct: 20, .phase: 24, .rate: 50, .burst: 50]
    var result = Experiment(coding: coding)
    (result.steps, result.beta, result.weightDecay) = (steps[coding] ?? 25, 0.95, 0.05)
    if coding == .direct {
      (result.hidden, result.dropout) = ([256, 128], 0.1)
      (result.epochs, result.batchSize, result.learningRate) = (80, 64, 2e-3)
    } else {
      (result.hidden, result.weightGain, result.scaling) = ([128, 128], 1, .quantile)
      (result.epochs, result.batchSize, result.learningRate) = (40, 32, 6e-3)
    }
    return result
  }

  private static func mnist(_ coding: Coding) -> Experiment {
    var result = Experiment(coding: coding)
    (result.steps, result.hidden, result.scaling) = (25, [1000], .unit)
    (result.dropout, result.epochs, result.batchSize) = (0.2, 15, 128)
    result.learningRate = 1e-3
    if coding != .direct { result.weightGain = 1 }
    return result
  }

  /// For images of MNIST's size.
  private static func convolutional(_ coding: Coding) -> Experiment {
    var result = Experiment(coding: coding)
    (result.steps, result.hidden, result.scaling) = (coding == .direct ? 4 : 20, [], .unit)
    (result.dropout, result.epochs, result.batchSize) = (0.2, 10, 64)
    result.learningRate = 2e-3
    if coding != .direct { result.weightGain = 1 }
    return result
  }

  private static func yinYang(_ coding: Coding) -> Experiment {
    var result = Experiment(coding: coding)
    (result.steps, result.hidden, result.scaling) = (60, [120], .unit)
    (result.beta, result.weightDecay, result.weightGain) = (0.95, 1e-3, 1)
    (result.epochs, result.learningRate) = (300, 1e-2)
    return result
  }
}
