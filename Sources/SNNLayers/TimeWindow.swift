/// The steps of a sequence that one call computes, when a sequence is worked off piece by piece.
///
/// A context with a window asks a model for these steps only: encoders hand on this part of their
/// train, and layers go on from the state that the context carries.
///
///     var state = ModelState.rest
///     for window in TimeWindow.cut(steps: 20, every: 5) {
///       var context = Context(mode: .inference, key: key, state: state, window: window)
///       let output = model(features, &context)          // [5, B, C]
///       state = context.finalState
///     }
///
/// Give every window of a sequence the same key: then what is drawn for a whole sequence, a dropout
/// mask or a Bernoulli train, is the same in all of them, as if the sequence had been one call.
public struct TimeWindow: Sendable, Hashable {
  /// The steps of this call, counted from 0 at the start of the sequence.
  public let steps: Range<Int>

  /// T, the steps of the whole sequence.
  public let total: Int

  /// A part of a sequence.
  /// - Precondition: at least one step, and all of them inside the sequence.
  public init(_ steps: Range<Int>, of total: Int) {
    require(
      !steps.isEmpty && steps.lowerBound >= 0 && steps.upperBound <= total,
      "TimeWindow: steps \(steps) of \(total)")
    self.steps = steps
    self.total = total
  }

  /// The share of the sequence that the window is, 0...1.
  public var share: Scalar { Scalar(steps.count) / Scalar(total) }

  /// A sequence cut into windows of `length` steps, the last of which may be shorter.
  ///
  /// - Parameters:
  ///   - total: T, the steps of the sequence.
  ///   - length: K, the steps of a window.
  /// - Precondition: T ≥ 1 and K ≥ 1.
  public static func cut(steps total: Int, every length: Int) -> [TimeWindow] {
    require(
      total >= 1 && length >= 1, "TimeWindow: \(total) steps cut into windows of \(length)")
    return stride(from: 0, to: total, by: length).map { first in
      TimeWindow(first..<min(total, first + length), of: total)
    }
  }
}

extension Context {
  /// The steps that an encoder of `total` steps hands on in this call: those of the window, or all.
  /// - Precondition: a window is of a sequence of so many steps.
  public func steps(of total: Int) -> Range<Int> {
    guard let window else { return 0..<total }
    require(
      window.total == total,
      "window: of a sequence of \(window.total) steps, but the encoder makes \(total)")
    return window.steps
  }

  /// The part of an encoded sequence that this call is asked for.
  ///
  /// The train is made in the first window and carried on to the others, so that nothing is coded
  /// twice; random numbers must be drawn outside of `train`, in every window.
  ///
  /// - Parameters:
  ///   - shape: that of the whole train, `[T, B, …]`.
  ///   - train: makes the whole train.
  /// - Returns: the train, or its steps in the window.
  public mutating func windowed(_ shape: Shape, _ train: () -> Tensor) -> Tensor {
    guard window != nil else { return train() }
    let steps = steps(of: shape[0])
    let whole = carriedState(shape: shape) ?? train()
    carry(whole)
    return whole.slice(steps)
  }
}
