/// How the sequences of a training run are cut in time.
///
/// A batch runs window by window: each goes on from the state in which the last one ended, but its
/// gradient ends at the window's start.  One window over all T steps is back-propagation through
/// time (BPTT), shorter ones are truncated BPTT, and windows of one step are what online rules
/// (`OnlineNeurons`) ask for.  Activations of one window only are kept, so that the memory of
/// training does not grow with T; what remains is the coded input, where the code makes a train.
///
///     TimeWindows(of: 5, in: 20)      // 4 windows, one update
///     TimeWindows(of: 7, in: 20, updating: .afterWindow)      // windows of 7, 7 and 6 steps
///
/// The loss and the gradient of a window count by its share of the sequence, K/T, and so do the
/// movements of running statistics.  Random numbers are those of the whole sequence: all windows
/// see the same dropout mask and pieces of one rate code.  Normalisations see the statistics of one
/// window at a time.
public struct TimeWindows: Sendable, Hashable {
  /// When the parameters move.
  public enum Update: Sendable, Hashable {
    /// Once per batch, along the summed gradients of its windows.
    case afterSequence
    /// After every window, so that the next one already runs with moved parameters; each counts as
    /// a step of the optimiser and of its schedule.
    case afterWindow
  }

  /// K, the steps of a window; the last one of a sequence may be shorter.
  public let length: Int

  /// T, the steps of a sequence.
  public let steps: Int

  /// When the parameters move.
  public let update: Update

  /// Windows of `length` steps in sequences of `steps`.
  /// - Precondition: 1 ≤ `length` ≤ `steps`.
  public init(of length: Int, in steps: Int, updating update: Update = .afterSequence) {
    require(
      length >= 1 && length <= steps,
      "TimeWindows: windows of \(length) steps in a sequence of \(steps)")
    self.length = length
    self.steps = steps
    self.update = update
  }
}

extension TimeWindows? {
  /// The windows in the order in which they run; one that is nil when nothing is cut.
  var cut: [TimeWindow?] {
    map { TimeWindow.cut(steps: $0.steps, every: $0.length) } ?? [nil]
  }
}

extension TimeWindow {
  /// Holds the model to its window.
  /// - Precondition: the output has as many steps as the window.
  func check(_ output: Tensor) {
    require(
      output.rank == 3 && output.shape[0] == steps.count,
      "Trainer: asked for the \(steps.count) steps \(steps), the model handed on \(output.shape); "
        + "its first layer must be an encoder, which heeds the window")
  }
}
