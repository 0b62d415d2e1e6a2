/// What lies in the axons of a `Delay` during one call, with the gradients of reading it.
struct DelayLine {
  /// The steps before the call and those of the call, `[maximum + T, B, F, …]`.
  private let signal: Tensor
  private let maximum: Int
  private let shape: Shape

  /// Whole steps n and fraction φ of each feature's delay.
  private let taps: [(whole: Int, fraction: Scalar)]

  /// Elements of a step, and of the neighbours in it that share a delay.
  private let row: Int, inner: Int

  /// - Parameters:
  ///   - past: the last steps before the call, `[maximum, B, F, …]`.
  ///   - input: `[T, B, F, …]`.
  ///   - delays: one, or one per feature, in 0...maximum.
  init(past: Tensor, input: Tensor, delays: [Scalar]) {
    signal = .concatenated([past, input])
    maximum = past.shape[0]
    shape = input.shape
    row = shape.dimensions[1...].reduce(1, *)
    inner = delays.count == 1 ? row : shape.dimensions.dropFirst(3).reduce(1, *)
    taps = delays.map { [maximum] delay in
      // A NaN makes the output NaN, by way of the fraction.
      let whole = delay.isNaN ? 0 : max(0, min(Int(delay.rounded(.down)), maximum - 1))
      return (whole, delay - Scalar(whole))
    }
  }

  /// The signal at its delay.
  var output: Tensor {
    var result = [Scalar](repeating: 0, count: shape.elementCount)
    forEachElement { element, near, far, tap in
      result[element] = signal.scalars[near] * (1 - tap.fraction)
      if tap.fraction > 0 { result[element] += signal.scalars[far] * tap.fraction }
    }
    return Tensor(result, shape: shape)
  }

  /// The last `maximum` steps, for the next piece.
  func past(after steps: Int) -> Tensor { signal.slice(steps..<steps + maximum) }

  /// What each step of the call did to later outputs.
  func inputGradient(_ gradient: Tensor) -> Tensor {
    var result = [Scalar](repeating: 0, count: shape.elementCount)
    let before = maximum * row
    forEachElement { element, near, far, tap in
      if near >= before { result[near - before] += gradient.scalars[element] * (1 - tap.fraction) }
      if far >= before { result[far - before] += gradient.scalars[element] * tap.fraction }
    }
    return Tensor(result, shape: shape)
  }

  /// Σ g·(x[t − n − 1] − x[t − n]) of each feature.
  func delayGradient(_ gradient: Tensor) -> Tensor {
    var result = [Scalar](repeating: 0, count: taps.count)
    // Without room for a delay there is nothing to change.
    guard maximum > 0 else { return Tensor(result) }
    forEachElement { element, near, far, tap in
      let feature = element / inner % taps.count
      result[feature] += gradient.scalars[element] * (signal.scalars[far] - signal.scalars[near])
    }
    return Tensor(result)
  }

  /// Visits every output element with the two places of the signal it is read from; the farther one
  /// lies before the signal where there is no delay.
  private func forEachElement(
    _ body: (
      _ element: Int, _ near: Int, _ far: Int, _ tap: (whole: Int, fraction: Scalar)
    ) -> Void
  ) {
    for start in stride(from: 0, to: shape.elementCount, by: max(1, inner)) {
      let tap = taps[start / inner % taps.count]
      let near = start + (maximum - tap.whole) * row
      for i in 0..<inner { body(start + i, near + i, near - row + i, tap) }
    }
  }
}
