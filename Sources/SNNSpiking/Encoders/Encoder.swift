public import SNNLayers

/// Turns static features into a sequence: `[B, F] → [T, B, F′]`, spikes 0 or 1.
///
/// In a context with a window an encoder hands on the steps of the window only.
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
  /// - Returns: spikes `[T, B, F]`, or those of the context's window.
  /// - Precondition: two axes and features in 0...1, which excludes NaN.
  func encode(
    _ input: Tensor, _ context: inout Context,
    _ mark: (_ value: Scalar, _ fire: (_ step: Int) -> Void) -> Void
  ) -> Tensor {
    require(
      input.rank == 2, "\(Self.self): input \(input.shape), expected [B, F]")
    let count = input.count
    let shape = Shape([steps] + input.shape.dimensions)
    let train = context.windowed(shape) {
      var spikes = [Scalar](repeating: 0, count: shape.elementCount)
      for (index, value) in input.scalars.enumerated() {
        require(
          (0...1).contains(value),
          "\(Self.self): value \(value) is outside 0...1; scale the features to that range first")
        mark(value) { step in spikes[step * count + index] = 1 }
      }
      return Tensor(spikes, shape: shape)
    }
    context.record(.spikes, train)
    return train
  }
}
