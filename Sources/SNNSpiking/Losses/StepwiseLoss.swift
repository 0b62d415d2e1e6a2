/// A loss that is the mean over time of a loss of one step, so that it can be summed up window by
/// window while a sequence runs.
///
///     L = 1/T·Σ_t ℓ(o[t], y)        hence        L(o[0..<T]) = Σ_w |w|/T·L(o[w])
///
/// o output `[T, B, C]`, y labels `[B]`, w windows that make up the sequence.  Answers are read
/// from the sum of the output over time: its `decoder` is `.count` or `.meanMembrane`.
///
/// Truncated back-propagation and online rules ask for such a loss.  One that looks at the whole
/// sequence before it judges, such as the cross-entropy of spike counts, cannot conform: the loss
/// of a window's counts is another loss.
///
/// For cross-entropy of membranes at every step give `RateCrossEntropy` a `LeakyReadout`.
public protocol StepwiseLoss: Loss {}
