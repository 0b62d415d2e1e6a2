internal import SNNTensor

/// What flows between the nodes of a converted network over the steps of one inference.
enum Signal: Sendable {
  /// The same samples at every step, `[B] + sample`.
  case constant(Tensor)
  /// Samples at the first step and nothing after it, `[B] + sample`.
  case impulse(Tensor)
  /// A sequence, `[T, B] + sample`.
  case sequence(Tensor)

  /// The signal written out step by step, `[T, B] + sample`.
  func steps(_ count: Int) -> Tensor {
    switch self {
    case .constant(let samples): samples.broadcast(to: Shape([count] + samples.shape.dimensions))
    case .impulse(let samples):
      Tensor(
        samples.scalars + [Scalar](repeating: 0, count: (count - 1) * samples.count),
        shape: Shape([count] + samples.shape.dimensions))
    case .sequence(let sequence): sequence
    }
  }

  /// Σ over the steps, `[B] + sample`.
  func total(_ count: Int) -> Tensor {
    switch self {
    case .constant(let samples): samples * Tensor(Scalar(count))
    case .impulse(let samples): samples
    case .sequence(let sequence): sequence.sum(alongAxis: 0)
    }
  }

  var isSequence: Bool {
    if case .sequence = self { true } else { false }
  }
}

/// How often a network is shown its input and its biases.
enum Presentation: Sendable, Hashable {
  /// At every step.
  case everyStep
  /// At the first step only: what is summed over all steps is then the original network's sum.
  case once
}

extension Operation {
  /// The operation on signals.
  func callAsFunction(
    _ inputs: [Signal], shapes: [Shape], steps: Int, presentation: Presentation
  ) -> Signal {
    guard inputs.contains(where: \.isSequence) else {
      let isImpulse = inputs.contains { if case .impulse = $0 { true } else { false } }
      let result = self(
        inputs.map {
          switch $0 {
          case .constant(let samples), .impulse(let samples), .sequence(let samples): samples
          }
        }, shapes: shapes)
      return isImpulse ? .impulse(result) : .constant(result)
    }
    let sequences = inputs.map { $0.steps(steps) }
    if case .maxPool = self { return .sequence(pooled(sequences[0], shapes: shapes)) }
    switch presentation {
    case .everyStep: return .sequence(self(sequences, shapes: shapes))
    case .once: return .sequence(withConstantsOnce(sequences, shapes: shapes))
    }
  }

  /// What the largest running sum of each window gains from step to step.
  ///
  /// The largest current of every step would be too much: its mean is above the largest mean, however
  /// many steps there are.  These gains add up to the largest sum exactly.
  private func pooled(_ sequence: Tensor, shapes: [Shape]) -> Tensor {
    self([sequence.runningSums()], shapes: shapes).changes()
  }

  /// The operation on a sequence of which only the first step sees what it adds by itself, so that
  /// the sum over all steps is its answer to the sum.
  private func withConstantsOnce(_ sequences: [Tensor], shapes: [Shape]) -> Tensor {
    let changes = withoutConstants(sequences, shapes: shapes)
    guard let constant = constant(shapes: shapes) else { return changes }
    let first = changes.slice(0..<1) + constant
    return .concatenated([first, changes.slice(1..<changes.shape[0])])
  }

  /// The operation without what it adds by itself.
  private func withoutConstants(_ inputs: [Tensor], shapes: [Shape]) -> Tensor {
    switch self {
    case .linear(let layer):
      matmul(inputs[0], layer.weight)
    case .convolution(let layer):
      Operation.convolution(layer.withoutBias)(inputs, shapes: shapes)
    case .affine(let affine):
      affine.withoutShift(inputs[0], rank: shapes[0].rank)
    case .offset: inputs[0]
    default: self(inputs, shapes: shapes)
    }
  }

  /// What the operation adds by itself, broadcast over batch and time; nil for nothing.
  private func constant(shapes: [Shape]) -> Tensor? {
    switch self {
    case .linear(let layer): layer.bias
    case .convolution(let layer): layer.bias.map { $0.reshaped(to: [$0.count, 1, 1]) }
    case .affine(let affine):
      Tensor(
        affine.shift,
        shape: Shape([affine.shift.count] + shapes[0].dimensions.dropFirst().map { _ in 1 }))
    case .offset(let offset): offset
    default: nil
    }
  }
}

extension ChannelAffine {
  func withoutShift(_ x: Tensor, rank: Int) -> Tensor {
    x * Tensor(scale, shape: Shape([scale.count] + [Int](repeating: 1, count: rank - 1)))
  }
}

extension Tensor {
  /// The sum of all steps up to each, `[T, …]`.  dx[t] = Σ g from t on
  func runningSums() -> Tensor {
    .recorded(
      summed(from: 0, by: 1), (self, { $0.summed(from: $0.shape[0] - 1, by: -1) }))
  }

  /// The difference of each step from the one before, `[T, …]`; the inverse of `runningSums`.
  /// dx[t] = g[t] − g[t+1]
  func changes() -> Tensor {
    .recorded(differences(by: 1), (self, { $0.differences(by: -1) }))
  }

  /// Running sums over the steps, from the first on or from the last back.
  private func summed(from start: Int, by step: Int) -> Tensor {
    let inner = count / Swift.max(1, shape[0])
    var sums = scalars
    for place in stride(from: start + step, to: step > 0 ? shape[0] : -1, by: step) {
      for index in 0..<inner { sums[place * inner + index] += sums[(place - step) * inner + index] }
    }
    return Tensor(sums, shape: shape)
  }

  /// Each step less the one before it, or the one after it.
  private func differences(by step: Int) -> Tensor {
    let inner = count / Swift.max(1, shape[0])
    var changes = scalars
    for place in 0..<shape[0] where (0..<shape[0]).contains(place - step) {
      for index in 0..<inner {
        changes[place * inner + index] -= scalars[(place - step) * inner + index]
      }
    }
    return Tensor(changes, shape: shape)
  }
}
