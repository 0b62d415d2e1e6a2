public import SNNSpiking
internal import SNNTensor

/// How one layer of spiking neurons did on some rows.
public struct LayerHealth: Sendable, Hashable {
  /// The layer's place: `1` in a `Sequential`, `0.neurons` inside a named part.
  public let path: String

  /// Whether gradients reach the layer; an encoder without parameters only hands spikes on.
  public let isTrained: Bool

  /// The number of neurons.
  public let neurons: Int

  /// The share of neurons that fired in no step of any row, 0...1.
  public let silentShare: Scalar

  /// The share of neurons that fired in at least 95 % of all steps of all rows, 0...1.
  public let saturatedShare: Scalar

  /// Spikes per neuron and step, 0...1: each neuron's rate, from the lowest.
  public let rates: [Scalar]

  /// The share of membranes, over neurons, steps and rows, at which the surrogate's derivative is at
  /// least 1 % of that at the threshold, 0...1; nil for neurons that do not say.
  public let supportShare: Scalar?

  /// The root mean square of the membranes after each step, dimensionless; nil for neurons that do
  /// not say.
  public let membraneSize: Scalar?

  /// ‖∂L/∂X[t]‖ for every step t, over rows and neurons: how much the loss, the mean over a batch
  /// and dimensionless, feels the layer's current X; its spikes where the current is the same at
  /// every step.  Empty where no gradient reaches the layer.
  public let gradientNorms: [Scalar]
}

extension LayerHealth {
  /// The mean rate, spikes per neuron and step.
  public var rate: Scalar { rates.reduce(0, +) / Scalar(max(1, rates.count)) }

  /// The standard deviation of the rates over the neurons, which is their population.
  public var rateDeviation: Scalar {
    let squares = rates.reduce(0) { $0 + ($1 - rate) * ($1 - rate) }
    return (squares / Scalar(max(1, rates.count))).squareRoot()
  }

  /// ‖∂L/∂X‖ over all steps; 0 where no gradient reaches the layer.
  public var gradientNorm: Scalar { norm(of: gradientNorms) }

  /// The gradient's norm over the first quarter of the steps in parts of that over the last; nil
  /// with fewer than eight steps, or without a gradient in both.
  public var gradientRatio: Scalar? {
    let quarter = gradientNorms.count / 4
    guard quarter >= 2 else { return nil }
    let (first, last) = (
      norm(of: gradientNorms.prefix(quarter)), norm(of: gradientNorms.suffix(quarter))
    )
    return first == 0 && last == 0 ? nil : first / last
  }
}

/// The root of the sum of squares.
func norm(of numbers: some Sequence<Scalar>) -> Scalar {
  // In double precision, or the squares of large numbers would be infinite.
  Scalar(numbers.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
}

/// What is counted of one layer, batch after batch.
struct LayerTally {
  let path: String
  var isTrained = false
  private var fired: [Scalar] = []
  private var samples = 0
  private var (supported, membranes) = (0, 0)
  private var (membraneSquares, membraneCount) = (Scalar(0), 0)
  private var gradientSquares: [Double] = []

  /// Below this share of its greatest derivative a surrogate is taken to hand nothing back.
  private static let support: Scalar = 0.01

  init(path: String) { self.path = path }

  mutating func add(_ recording: Recording) {
    switch recording.quantity {
    case .spikes: add(spikes: recording.values)
    case .sensitivity: add(sensitivities: recording.values)
    case .membrane: add(membranes: recording.values)
    case .output: break
    }
  }

  /// - Parameter spikes: `[T, B, …]`.
  private mutating func add(spikes: Tensor) {
    let neurons = spikes.shape.dimensions.dropFirst(2).reduce(1, *)
    if fired.isEmpty { fired = [Scalar](repeating: 0, count: neurons) }
    // Graded and integer spikes are of any size; a neuron fires or it does not.
    for (place, spike) in spikes.scalars.enumerated() where spike != 0 {
      fired[place % neurons] += 1
    }
    samples += neurons == 0 ? 0 : spikes.count / neurons
  }

  /// - Parameter sensitivities: `[T, B, …]`.
  private mutating func add(sensitivities: Tensor) {
    supported += sensitivities.scalars.count { $0 >= Self.support }
    membranes += sensitivities.count
  }

  /// - Parameter membranes: `[T, B, …]`.
  private mutating func add(membranes: Tensor) {
    membraneSquares += membranes.scalars.reduce(0) { $0 + $1 * $1 }
    membraneCount += membranes.count
  }

  /// - Parameter gradient: of the spikes, `[T, B, …]`.
  mutating func add(gradient: Tensor) {
    let steps = gradient.shape[0]
    if gradientSquares.isEmpty { gradientSquares = [Double](repeating: 0, count: steps) }
    let size = gradient.count / max(1, steps)
    for (place, slope) in gradient.scalars.enumerated() {
      gradientSquares[place / size] += Double(slope) * Double(slope)
    }
  }

  var health: LayerHealth {
    let rates = fired.map { $0 / Scalar(max(1, samples)) }.sorted()
    let neurons = Scalar(max(1, rates.count))
    return LayerHealth(
      path: path, isTrained: isTrained, neurons: rates.count,
      silentShare: Scalar(rates.count { $0 == 0 }) / neurons,
      saturatedShare: Scalar(rates.count { $0 >= 0.95 }) / neurons, rates: rates,
      supportShare: membranes == 0 ? nil : Scalar(supported) / Scalar(membranes),
      membraneSize: membraneCount == 0
        ? nil : (membraneSquares / Scalar(membraneCount)).squareRoot(),
      gradientNorms: gradientSquares.map { Scalar($0.squareRoot()) })
  }
}
