/// Every spike arrives some steps later.
///
///     y[t] = x[t − d]                                         d whole; 0 before the first step
///     y[t] = (1 − φ)·x[t − n] + φ·x[t − n − 1],   d = n + φ    d real, 0 ≤ φ ≤ 1
///
/// x input, y output, dimensionless; d delay in steps, held within 0...maximum.  A learned delay
/// lies between two steps, and its gradient Σ g·(x[t − n − 1] − x[t − n]) is the exact derivative
/// of the interpolation.  At a whole d that is the derivative towards larger delays, at the
/// maximum towards smaller ones.
///
/// The delay is shared, or differs by feature: by channel for images.  Features that belong to one
/// group of synapses share the delay of their group:
///
///     Delay(3)                                         // all by three steps
///     Delay([0, 1, 4])                                 // feature by feature
///     Delay([0, 5], groups: [0, 0, 1])                 // two groups of synapses
///     Delay(learning: [2.5, 7], maximum: 16)           // trained
///
/// Between two pieces of a stream the last `maximum` steps are carried on as state, so that pieces
/// may be shorter than the delay.  A whole sequence may not: its longest delay would say nothing.
///
/// Shapes: `[T, B, F] → [T, B, F]`, and any further axes after F.
///
/// - Reference: Shrestha & Orchard, *SLAYER*, 2018 (learned axonal delays).
public struct Delay: Layer {
  /// d in steps: `[]` when shared, `[F]` or `[groups]`.
  public var steps: Tensor

  /// Whether training changes the delays.
  public let role: ParameterRole

  /// The longest delay a synapse can have, in steps.
  public let maximum: Int

  /// The number of each feature's group; nil when every feature has its own delay, or all share one.
  public let groups: [Int]?

  private init(_ steps: Tensor, _ role: ParameterRole, maximum: Int, groups: [Int]?) {
    let limit = Scalar(max(0, maximum))
    require(
      maximum >= 0 && steps.count > 0 && steps.scalars.allSatisfy { (0...limit).contains($0) },
      "Delay: \(steps.scalars) steps, expected delays in 0...\(maximum)")
    require(
      groups?.allSatisfy { (0..<steps.count).contains($0) } ?? true,
      "Delay: groups \(groups ?? []) of \(steps.count) delays")
    (self.steps, self.role, self.maximum, self.groups) = (steps, role, maximum, groups)
  }

  /// The same delay for all features.
  /// - Precondition: `steps` is not negative.
  public init(_ steps: Int) {
    self.init(Tensor(Scalar(steps)), .fixed, maximum: steps, groups: nil)
  }

  /// A delay for each feature, or for each group of features.
  ///
  /// - Parameters:
  ///   - steps: one per feature, or one per group.
  ///   - groups: the number of each feature's group in `steps`; nil without groups.
  /// - Precondition: there are delays, none is negative, and every group has one.
  public init(_ steps: [Int], groups: [Int]? = nil) {
    self.init(Tensor(steps.map { Scalar($0) }), .fixed, maximum: steps.max() ?? 0, groups: groups)
  }

  /// A trained delay, the same for all features.
  ///
  /// - Parameters:
  ///   - steps: where training starts.
  ///   - maximum: the longest delay it can reach.
  /// - Precondition: `steps` lies in 0...maximum.
  public init(learning steps: Scalar, maximum: Int) {
    self.init(Tensor(steps), .trained, maximum: maximum, groups: nil)
  }

  /// A trained delay for each feature, or for each group of features.
  ///
  /// - Parameters:
  ///   - steps: where training starts, one per feature or one per group.
  ///   - maximum: the longest delay that one can reach.
  ///   - groups: the number of each feature's group in `steps`; nil without groups.
  /// - Precondition: there are delays, all in 0...maximum, and every group has one.
  public init(learning steps: [Scalar], maximum: Int, groups: [Int]? = nil) {
    self.init(Tensor(steps), .trained, maximum: maximum, groups: groups)
  }

  /// The input some steps later, `[T, B, F] → [T, B, F]`.
  ///
  /// - Precondition: at least two axes and T ≥ 1; one delay, or one per feature; a whole
  ///   sequence is longer than `maximum`, windows of it taken together.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    require(
      input.rank >= 2 && input.shape[0] > 0,
      "Delay: input \(input.shape), expected [T, B, …] with T ≥ 1")
    // The length of a stream is not known.
    let whole = context.window?.total ?? (context.isPiece ? nil : input.shape[0])
    require(
      whole.map { maximum < $0 } ?? true,
      "Delay: up to \(maximum) steps in a whole sequence of \(whole ?? 0)")
    let features = input.rank > 2 ? input.shape[2] : 1
    require(
      groups.map { $0.count == features } ?? (steps.count == 1 || steps.count == features),
      "Delay: \(groups?.count ?? steps.count) delays for \(features) features")
    let held = steps.held(in: 0...Scalar(maximum))
    let each = held.reshaped(to: [held.count])
    let own = groups.map { each.gathering($0) } ?? each
    let pastShape = Shape([maximum] + input.shape.dimensions[1...])
    let past = context.carriedState(shape: pastShape) ?? .zeros(pastShape)
    let line = DelayLine(past: past, input: input.detached, delays: own.scalars)
    context.carry(line.past(after: input.shape[0]))
    return .recorded(
      line.output, (input, { line.inputGradient($0) }), (own, { line.delayGradient($0) }))
  }

  /// Visits the delays as `steps`.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&steps, "steps", role: role)
  }
}
