internal import SNNTensor

/// What flows between the nodes of a converted network over the steps of one inference.
///
/// Most methods carry currents, which come at every step.  The exact one carries sums: what has come
/// in up to a step is worked out as a whole, by the very operation of the original network, so that
/// no order of additions can decide a tie otherwise.
enum Signal: Sendable {
  /// The same current at every step, `[B] + sample`.
  case constant(Tensor)
  /// A current of its own at every step, `[T, B] + sample`.
  case sequence(Tensor)
  /// A sum that is all there at the first step, `[B] + sample`.
  case presented(Tensor)
  /// The sum up to every step, `[T, B] + sample`.
  case sums(Tensor)

  /// The signal's own numbers step by step, currents or sums, `[T, B] + sample`.
  func steps(_ count: Int) -> Tensor {
    switch self {
    case .constant(let samples), .presented(let samples):
      samples.broadcast(to: Shape([count] + samples.shape.dimensions))
    case .sequence(let numbers), .sums(let numbers): numbers
    }
  }

  /// What has come in after all steps, `[B] + sample`.
  func total(_ count: Int) -> Tensor {
    switch self {
    case .constant(let samples): samples * Tensor(Scalar(count))
    case .sequence(let currents): currents.sum(alongAxis: 0)
    case .presented(let samples): samples
    case .sums(let sums): sums.step(sums.shape[0] - 1)
    }
  }

  /// The number that the signal says of the original network, `[B] + sample`: the mean of currents,
  /// or the whole sum.
  ///
  /// - Parameter range: the steps that count; of sums only the end.
  func answer(in range: Range<Int>) -> Tensor {
    switch self {
    case .constant(let samples), .presented(let samples): samples
    case .sequence(let currents): currents.slice(range).mean(alongAxis: 0)
    case .sums(let sums): sums.step(range.upperBound - 1)
    }
  }
}

extension Operation {
  /// The operation on signals, all of currents or all of sums.
  func callAsFunction(_ inputs: [Signal], shapes: [Shape], steps: Int) -> Signal {
    var (hasSteps, hasSums) = (false, false)
    for input in inputs {
      switch input {
      case .constant: break
      case .presented: hasSums = true
      case .sequence: hasSteps = true
      case .sums: (hasSteps, hasSums) = (true, true)
      }
    }
    guard hasSteps else {
      let result = self(inputs.map { $0.answer(in: 0..<1) }, shapes: shapes)
      return hasSums ? .presented(result) : .constant(result)
    }
    let numbers = inputs.map { $0.steps(steps) }
    if hasSums { return .sums(self(numbers, shapes: shapes)) }
    if case .maxPool = self { return .sequence(pooled(numbers[0], shapes: shapes)) }
    return .sequence(self(numbers, shapes: shapes))
  }

  /// What the largest running sum of each window gains from step to step.
  ///
  /// The largest current of every step would be too much: its mean is above the largest mean, however
  /// many steps there are.  These gains add up to the largest sum exactly.
  private func pooled(_ currents: Tensor, shapes: [Shape]) -> Tensor {
    self([currents.runningSums()], shapes: shapes).changes()
  }
}

extension Tensor {
  /// One step of `[T, …]`.
  func step(_ index: Int) -> Tensor {
    slice(index..<index + 1).reshaped(to: Shape(Array(shape.dimensions.dropFirst())))
  }

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
