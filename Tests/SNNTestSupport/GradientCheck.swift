public import SNNTensor
public import Testing

/// Compares the tape's gradient of `body` with central differences, element by element.
///
/// `body` may return any shape: it is contracted with fixed uneven weights, so that no error can
/// cancel.  In `Double` (trait `DoublePrecision`) the agreement asked for is 1e-6, in `Float` as
/// much as single-precision differences can show.
public func checkGradient(
  at point: [Tensor], sourceLocation: SourceLocation = #_sourceLocation,
  of body: ([Tensor]) -> Tensor
) {
  func contracted(_ inputs: [Tensor]) -> Tensor {
    let value = body(inputs)
    return (value * unevenWeights(value.shape)).sum()
  }
  let isDouble = MemoryLayout<Scalar>.size == 8
  let step: Scalar = isDouble ? 1e-5 : 1e-2
  let gradients = valueWithGradient(at: point, of: contracted).gradients.tensors
  for (input, tensor) in point.enumerated() {
    var expected = tensor.scalars
    for element in 0..<tensor.count {
      func moved(_ by: Scalar) -> Scalar {
        var inputs = point
        inputs[input].updateScalars { $0[element] += by }
        return contracted(inputs).scalar
      }
      expected[element] = (moved(step) - moved(-step)) / (2 * step)
    }
    let scale = max(1, expected.map(abs).max() ?? 1)
    expectClose(
      gradients[input], Tensor(expected, shape: tensor.shape), relative: isDouble ? 1e-6 : 2e-2,
      absolute: (isDouble ? 1e-7 : 1e-2) * scale, "gradient of input \(input)",
      sourceLocation: sourceLocation)
  }
}

/// Fixed numbers of either sign between −9/7 and 9/7 that follow no axis.
public func unevenWeights(_ shape: Shape) -> Tensor {
  let weights = (0..<shape.elementCount).map { index -> Scalar in
    let level = (index * 37 + 11) % 19 - 9
    return Scalar(level) / 7
  }
  return Tensor(weights, shape: shape)
}
