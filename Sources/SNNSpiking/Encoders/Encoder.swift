public import SNNLayers

/// Turns static features into a sequence: `[B, F] → [T, B, F′]`, spikes 0 or 1.
///
/// Only a direct code is differentiable; the others pass no gradient on to their input.
public protocol Encoder: Layer {
  /// T, the number of time steps.
  var steps: Int { get }
}

extension Encoder {
  /// Builds the sequence of each feature on its own from a function that marks its spike steps.
  ///
  /// - Parameters:
  ///   - input: features `[B, F]`.
  ///   - context: takes the recording of the spikes.
  ///   - mark: takes one value and a function that sets the spike of a step.
  /// - Returns: spikes `[T, B, F]`.
  /// - Precondition: two axes and features in 0...1, which excludes NaN.
  func encode(
    _ input: Tensor, _ context: inout Context,
    _ mark: (_ value: Scalar, _ fire: (_ step: Int) -> Void) -> Void
  ) -> Tensor {
    precondition(
      input.rank == 2, "\(Self.self): input \(input.shape), expected [B, F]")
    let count = input.count
    var spikes = [Scalar](repeating: 0, count: steps * count)
    for (index, value) in input.scalars.enumerated() {
      precondition(
        (0...1).contains(value),
        "\(Self.self): value \(value) is outside 0...1; scale the features to that range first")
      mark(value) { step in spikes[step * count + index] = 1 }
    }
    let train = Tensor(spikes, shape: Shape([steps] + input.shape.dimensions))
    context.record(.spikes, train)
    return train
  }
}
