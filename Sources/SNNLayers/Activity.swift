/// What one layer of neurons fired in one call, still on the tape.
///
/// A `Recording` is for looking at and ends the gradient; an activity is for a regulariser, whose
/// gradient reaches the weights of the layer through it.  Neither changes what a layer returns.
///
/// Encoders without parameters have none: nothing can shape what they fire.
///
/// Trap: an activity keeps the sequence in memory for as long as its context lives.
public struct Activity: Sendable {
  /// Whether a call keeps the activities of its layers.
  public enum Retention: Sendable { case dropped, kept }

  /// The layer's place: `3` in a `Sequential`, `encoder.neuron` inside a named part.
  public let path: String

  /// 0 or 1 per step, `[T, B, …]`.
  public let spikes: Tensor

  /// What drove the neurons, `[T, B, …]`; nil where it was the same at every step, or is not known.
  public let current: Tensor?

  /// What one layer did.
  public init(path: String, spikes: Tensor, current: Tensor? = nil) {
    self.path = path
    self.spikes = spikes
    self.current = current
  }

  /// Whether this is the layer at `place`, or a part of it: `2.neurons` lies in `2`.
  public func lies(in place: String) -> Bool { path == place || path.hasPrefix(place + ".") }
}
