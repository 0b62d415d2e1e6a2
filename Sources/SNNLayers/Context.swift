/// What one call of a model needs besides its input.
public struct Context: Sendable {
  /// Whether layers that differ between the two, such as dropout, train or predict.
  public enum Mode: Sendable { case training, inference }

  /// Training or inference.
  public let mode: Mode

  /// The steps of the sequence that this call computes; nil for all of them.
  public let window: TimeWindow?

  /// What was recorded, in the order of the calls; empty unless recording was asked for.
  public internal(set) var recordings: [Recording] = []

  /// What neurons fired, still on the tape, in the order of the calls; empty unless kept.
  public private(set) var activities: [Activity] = []

  /// The state at the end of the sequence, layer by layer in calling order.
  public private(set) var finalState = ModelState.rest

  /// Whether the input is a piece of a longer sequence, as in streaming, and not a whole one.
  public let isPiece: Bool

  private let key: RandomKey
  private let samples: [Int]
  private let recorded: Set<Recording.Quantity>
  private let retention: Activity.Retention
  private let initialState: ModelState
  private var draws = 0
  private var parts: [(name: String, layer: (any Layer.Type)?)] = []

  /// The context of one call.
  ///
  /// - Parameters:
  ///   - mode: training or inference.
  ///   - key: the stream of all random numbers of this call; use a fresh one (epoch, batch) each
  ///     time, or noise repeats.
  ///   - samples: the row numbers of the batch, so that a sample's draws do not depend on the batch
  ///     it is in; by default 0, 1, 2, …
  ///   - recording: what layers should note down.
  ///   - activities: whether the spikes of neurons are kept for regularisers.
  ///   - state: where stateful layers start when the input is a piece of a longer sequence,
  ///     `.rest` for its first; nil, the default, for a whole sequence, which starts at rest too.
  ///   - window: the steps this call computes of a longer sequence; nil for all of them.
  public init(
    mode: Mode, key: RandomKey, samples: [Int] = [], recording: Set<Recording.Quantity> = [],
    activities: Activity.Retention = .dropped, state: ModelState? = nil,
    window: TimeWindow? = nil
  ) {
    self.mode = mode
    self.window = window
    self.key = key
    self.samples = samples
    recorded = recording
    retention = activities
    initialState = state ?? .rest
    isPiece = state != nil || window != nil
  }

  /// One generator per sample for the next random layer of this call, `count` of them.
  /// - Precondition: `count` is the number of samples the context was made for.
  public mutating func generators(count: Int) -> [SplitMix64] {
    require(
      samples.isEmpty || samples.count == count,
      "context: made for \(samples.count) samples, but the batch has \(count)")
    let stream = key["layer"][draws]
    draws += 1
    return (0..<count).map { stream[samples.isEmpty ? $0 : samples[$0]].generator }
  }

  /// The state a layer goes on from, nil at rest; each stateful layer takes one per call.
  ///
  /// - Precondition: a carried state has a part for this layer, of the shape its input asks for.
  public func carriedState(shape: Shape) -> Tensor? { carriedStates(shapes: [shape])?[0] }

  /// The states a layer of several goes on from, nil at rest; it carries as many on, in order.
  ///
  /// - Precondition: as for `carriedState(shape:)`.
  public func carriedStates(shapes: [Shape]) -> [Tensor]? {
    guard !initialState.parts.isEmpty else { return nil }
    return shapes.enumerated().map { index, shape in
      let place = finalState.parts.count + index
      require(
        place < initialState.parts.count,
        "state: it holds \(initialState.parts.count) parts, this model has more")
      let part = initialState.parts[place]
      require(
        part.shape == shape, "state: part \(place) is \(part.shape), its input needs \(shape)"
      )
      return part
    }
  }

  /// Hands on the state after the last step, in the shape the layer asks `carriedState` for.
  public mutating func carry(_ state: Tensor) { finalState.parts.append(state.detached) }

  /// The context of one step inside a layer that steps through time by itself: random numbers of
  /// its own, no state, and nothing recorded or kept, because the step is no call of a layer.
  ///
  /// - Parameters:
  ///   - layer: the key of the layer's own draws in this call.
  ///   - step: the number of the step in the input.
  func oneStep(_ step: Int, of layer: RandomKey) -> Context {
    Context(mode: mode, key: layer[(window?.steps.lowerBound ?? 0) + step], samples: samples)
  }

  /// The key of the next layer that steps through time by itself.
  mutating func nextStepper() -> RandomKey {
    defer { draws += 1 }
    return key["step"][draws]
  }

  /// Whether a quantity is wanted, so that layers need not compute it in vain.
  public func records(_ quantity: Recording.Quantity) -> Bool { recorded.contains(quantity) }

  /// Notes a quantity down under the place of the layer that calls.
  public mutating func record(_ quantity: Recording.Quantity, _ values: @autoclosure () -> Tensor) {
    guard recorded.contains(quantity) else { return }
    recordings.append(
      Recording(
        path: path, layer: parts.last?.layer, quantity: quantity, values: values().detached))
  }

  /// The place of the part that runs: `3`, or `encoder.neurons`.
  private var path: String { parts.map(\.name).joined(separator: ".") }

  /// Keeps the spikes that neurons hand on, and the current they got, with their places on the
  /// tape, if that was asked for.
  public mutating func keepActivity(_ spikes: Tensor, drivenBy current: Tensor? = nil) {
    guard retention == .kept else { return }
    activities.append(Activity(path: path, spikes: spikes, current: current))
  }

  /// Notes down what neurons fired, and keeps it on the tape for regularisers: each as asked.
  public mutating func recordSpikes(_ spikes: Tensor, drivenBy current: Tensor? = nil) {
    record(.spikes, spikes)
    keepActivity(spikes, drivenBy: current)
  }

  /// Runs part of a model under a name, which recordings and activities carry, and records its
  /// output.
  ///
  ///     let current = context.named("hidden", Linear.self) { hidden(input, &$0) }
  ///
  /// - Parameters:
  ///   - name: the part's own name; recordings put the names of the enclosing parts before it.
  ///   - layer: the type of the layer that runs, if it is one, so that messages can say it.
  ///   - body: runs the part.
  /// - Returns: what the part hands on.
  public mutating func named(
    _ name: String, _ layer: (any Layer.Type)? = nil, _ body: (inout Context) -> Tensor
  ) -> Tensor {
    parts.append((name, layer))
    defer { parts.removeLast() }
    let output = body(&self)
    record(.output, output)
    return output
  }
}

/// What one layer did in one call.
public struct Recording: Sendable {
  /// What can be recorded.
  public enum Quantity: Sendable, Hashable {
    /// What neurons hand on when they fire, `[T, B, …]`: 0 or 1 per step, the size of a graded
    /// spike, the number of spikes of an integer neuron.
    case spikes
    /// The membrane after each step, `[T, B, …]`, dimensionless.
    case membrane
    /// How much of a gradient the surrogate lets through at each step, `[T, B, …]`: its derivative
    /// at the membrane over that at the threshold, dimensionless, 1 at the threshold.
    case sensitivity
    /// What a named part hands on, such as every layer of a `Sequential`, in its own shape.
    case output
  }

  /// The layer's place: `3` in a `Sequential`, `encoder.neuron` inside a named part.
  public let path: String

  /// The layer's type, if whoever named the part said it.
  public let layer: (any Layer.Type)?

  /// What was recorded.
  public let quantity: Quantity

  /// The numbers, in the shape that `quantity` says.
  public let values: Tensor

  /// A recording made by hand.
  public init(
    path: String, layer: (any Layer.Type)? = nil, quantity: Quantity, values: Tensor
  ) {
    self.path = path
    self.layer = layer
    self.quantity = quantity
    self.values = values
  }
}

/// The state of every stateful layer of a model between two pieces of a sequence.
public struct ModelState: Sendable {
  package var parts: [Tensor] = []

  /// Every layer starts from its resting state.
  public static let rest = ModelState()

  /// Whether nothing is carried.
  public var isRest: Bool { parts.isEmpty }
}
