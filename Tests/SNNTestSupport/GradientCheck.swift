public import SNNTensor
public import Testing

/// Compares the tape's gradient of `body` with central differences, element by element.
///
/// `body` may return any shape: it is contracted with fixed uneven weights, none of them zero, so
/// that no error can cancel or hide.  The differences are of fourth order: in `Double` (trait
/// `DoublePrecision`) the agreement asked for is 1e-6, in `Float` as much as rounding lets through.
/// `body` must be smooth within two steps of the point: 2e-4 in `Double`, 2e-2 in `Float`.
public func checkGradient(
  at point: [Tensor], sourceLocation: SourceLocation = #_sourceLocation,
  of body: ([Tensor]) -> Tensor
) {
  func contracted(_ inputs: [Tensor]) -> Tensor {
    let value = body(inputs)
    return (value * unevenWeights(value.shape)).sum()
  }
  let isDouble = MemoryLayout<Scalar>.size == 8
  let step: Scalar = isDouble ? 1e-4 : 1e-2
  let (value, gradients) = valueWithGradient(at: point, of: contracted)
  for (input, tensor) in point.enumerated() {
    var expected = tensor.scalars
    for element in 0..<tensor.count {
      func moved(_ by: Scalar) -> Scalar {
        var inputs = point
        inputs[input].updateScalars { $0[element] += by }
        return contracted(inputs).scalar
      }
      let (near, far) = (moved(step) - moved(-step), moved(2 * step) - moved(-2 * step))
      expected[element] = (8 * near - far) / (12 * step)
    }
    let scale = expected.map(abs).reduce(max(1, abs(value.scalar)), max)
    expectClose(
      gradients.tensors[input], Tensor(expected, shape: tensor.shape),
      relative: isDouble ? 1e-6 : 5e-3, absolute: (isDouble ? 1e-9 : 2e-3) * scale,
      "gradient of input \(input)", sourceLocation: sourceLocation)
  }
}

/// Fixed numbers of either sign between −9/7 and 10/7, none of them zero, that follow no axis.
public func unevenWeights(_ shape: Shape) -> Tensor {
  let weights = (0..<shape.elementCount).map { place -> Scalar in
    let uneven = (place * 37 + 11) % 19 - 9
    return Scalar(uneven < 0 ? uneven : uneven + 1) / 7
  }
  return Tensor(weights, shape: shape)
}
