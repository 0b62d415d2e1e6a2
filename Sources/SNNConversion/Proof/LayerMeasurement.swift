internal import SNNTensor

/// Sums over one layer's neurons, from which its row of the table is made.
struct LayerMeasurement {
  private let name: String
  private let size: Int
  private let thresholds: [Scalar]
  /// The most that a neuron's spikes can say, per channel, in units of activations.
  private let ceilings: [Scalar]
  /// In how many equal parts θ is told apart: T, for a rate.
  private let resolution: Scalar
  private let steps: Int
  private let hasIdentity: Bool

  private var pairs = 0.0
  private var (sumX, sumY, sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
  private var errors = 0.0
  private var clipped = 0
  private var spikes = 0.0
  private var hasFired: [Bool]
  private var identityError: Scalar = 0

  init(_ network: ConvertedNetwork, _ place: Int) {
    let node = network.graph.nodes[place]
    (name, size) = (node.name, node.shape.elementCount)
    let population = network.neurons[place]
    let channels = node.shape[0]
    let own = population?.thresholds ?? [1]
    thresholds = own.count == channels ? own : [Scalar](repeating: own[0], count: channels)
    let levels = network.method.levels(steps: network.steps)
    ceilings = thresholds.map { $0 * levels.ceiling }
    resolution = levels.resolution
    steps = network.steps
    hasIdentity = network.method.keepsIdentity
    hasFired = [Bool](repeating: false, count: size)
  }

  /// - Parameter activations: the original network's, `[B] + sample`.
  mutating func add(_ response: ConvertedNetwork.Response, activations: Tensor) {
    let count = response.fired.shape[0]
    let said = response.carried.answer(in: 0..<count).scalars
    let place = size / thresholds.count
    for (index, activation) in activations.scalars.enumerated() {
      let channel = index % size / place
      let (x, y) = (Double(said[index]), Double(min(activation, ceilings[channel])))
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
      errors += abs(x - y) / Double(thresholds[channel] / resolution)
      if activation > ceilings[channel] { clipped += 1 }
    }
    pairs += Double(activations.count)
    spikes += response.fired.spikeCount(upTo: count)
    for (index, fired) in response.fired.scalars.enumerated() where fired != 0 {
      hasFired[index % size] = true
    }
  }

  /// Compares what the neurons carried on with what they took in, by drives worked out anew.
  mutating func checkIdentity(_ response: ConvertedNetwork.Response, drive: Signal) {
    guard let membrane = response.membrane, hasIdentity else { return }
    let batch = response.fired.count / response.fired.shape[0]
    let taken = drive.sums(steps), spent = response.carried.sums(steps)
    let place = size / thresholds.count
    let scale = Double(steps) * Double(steps).squareRoot()
    for index in 0..<batch {
      let threshold = Double(thresholds[index % size / place])
      let difference = abs(spent[index] + Double(membrane.scalars[index]) - taken[index])
      identityError = identityError.worse(Scalar(difference / (threshold * scale)))
    }
  }

  func result(samples: Int) -> Verification.Layer {
    let covariance = pairs * sumXY - sumX * sumY
    let spread = ((pairs * sumXX - sumX * sumX) * (pairs * sumYY - sumY * sumY)).squareRoot()
    return Verification.Layer(
      name: name, neurons: size, correlation: spread > 0 ? Scalar(covariance / spread) : nil,
      error: Scalar(errors / pairs), clipped: Scalar(Double(clipped) / pairs),
      dead: Scalar(hasFired.count { !$0 }) / Scalar(size), spikes: spikes / Double(samples),
      identityError: hasIdentity ? identityError : nil)
  }
}

extension Signal {
  /// Σ over the steps in Double, in the order of `[B] + sample`.
  fileprivate func sums(_ steps: Int) -> [Double] {
    switch self {
    case .constant(let samples): return samples.scalars.map { Double($0) * Double(steps) }
    case .presented, .sums: return total(steps).scalars.map { Double($0) }
    case .sequence(let sequence):
      let inner = sequence.count / sequence.shape[0]
      var sums = [Double](repeating: 0, count: inner)
      for (index, value) in sequence.scalars.enumerated() { sums[index % inner] += Double(value) }
      return sums
    }
  }
}

extension Scalar {
  /// The larger of two errors; NaN is the largest of all, and stays.
  func worse(_ other: Scalar) -> Scalar { isNaN || self > other ? self : other }
}
