extension Tensor {
  /// A result whose pullback is written by hand, one rule per input.
  ///
  /// Outside `valueWithGradient`, or when no input depends on a parameter, nothing is recorded;
  /// rules of inputs that need no gradient are never run.
  ///
  ///     let a = lhs.detached, b = rhs.detached
  ///     return .recorded(product, (lhs, { $0 * b }), (rhs, { $0 * a }))
  ///
  /// - Parameters:
  ///   - value: the result, computed from detached inputs.
  ///   - rules: each input with the function that turns the result's gradient into the input's;
  ///     it must return the input's shape.
  /// - Returns: `value`, with a place on the tape when an input has one.
  /// - Precondition: the recorded inputs belong to one `valueWithGradient` call.
  public static func recorded(
    _ value: Tensor, _ rules: (input: Tensor, pullback: @Sendable (Tensor) -> Tensor)...
  ) -> Tensor {
    var active: [(index: Int, pullback: @Sendable (Tensor) -> Tensor)] = []
    for (input, pullback) in rules {
      if let node = input.node { active.append((node.index, pullback)) }
    }
    guard let tape = commonTape(rules.map(\.input)) else { return value.detached }
    let kept = active
    return value.placed(on: tape) { gradient in
      kept.map { ($0.index, $0.pullback(gradient)) }
    }
  }

  /// A result whose pullback gives the gradients of all inputs at once, as a fused kernel does.
  ///
  /// - Parameters:
  ///   - value: the result, computed from detached inputs.
  ///   - inputs: what it was computed from.
  ///   - pullback: takes the result's gradient and returns one gradient per input, in order.
  /// - Returns: `value`, with a place on the tape when an input has one.
  /// - Precondition: the recorded inputs belong to one `valueWithGradient` call.
  public static func recorded(
    _ value: Tensor, inputs: [Tensor], pullback: @escaping @Sendable (Tensor) -> [Tensor]
  ) -> Tensor {
    guard let tape = commonTape(inputs) else { return value.detached }
    let indices = inputs.map { $0.node?.index }
    return value.placed(on: tape) { gradient in
      Swift.zip(indices, pullback(gradient)).compactMap { index, gradient in
        index.map { ($0, gradient) }
      }
    }
  }

  /// Whether a gradient with respect to this tensor is being recorded.
  public var isRecorded: Bool { node != nil }

  private func placed(
    on tape: Tape, _ pullback: @escaping @Sendable (Tensor) -> [(index: Int, gradient: Tensor)]
  ) -> Tensor {
    Tensor(scalars: scalars, shape: shape, node: tape.append(Tape.Record(pullback: pullback)))
  }

  /// - Precondition: the inputs that are recorded belong to one `valueWithGradient` call.
  private static func commonTape(_ inputs: [Tensor]) -> Tape? {
    var common: Tape?
    for case let tape? in inputs.lazy.map({ $0.node?.tape }) {
      require(
        common == nil || common === tape,
        "a tensor of one valueWithGradient call was used in another; use its `detached` value")
      common = tape
    }
    return common
  }
}
