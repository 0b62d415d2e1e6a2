/// Takes the adjoints of some values back to what they were computed from; nil stands for zeros.
///
/// It may be called once, and keeps what was recorded until then.
public typealias Pullback =
  @Sendable (_ adjoints: [Tensor?]) -> (inputs: [Tensor?], parameters: [Tensor?])

/// Runs `body` on a tape of its own and returns its values with the way back.
///
/// This is how a layer that steps through time keeps each step apart: the outer call then holds
/// one record for the whole sequence, whose pullback calls those of the steps, last step first.
///
///     let (values, pullback) = valueWithPullback(at: cell, inputs: [x, u]) { cell, inputs in
///       cell.step(inputs[0], inputs[1])
///     }
///     let (inputs, parameters) = pullback([adjoint, nil])
///
/// The values carry no place on any tape, and neither do the copies of `model` and `inputs` that
/// `body` sees on the tape of an outer call: whoever uses the pullback records them there.
///
/// - Parameters:
///   - model: what has parameters.
///   - inputs: further tensors to differentiate with respect to.
///   - body: computes the values from the model and the inputs.
/// - Returns: the values; and the pullback, which takes one adjoint per value and returns one
///   per input and one per parameter, trained or running, in the order of `visitParameters`.
/// - Throws: what `body` throws.
/// - Precondition: `body` uses tensors of an outer call only through its arguments; the pullback
///   is called once, with one adjoint per value, of its shape.
public func valueWithPullback<Model: Parametric>(
  at model: Model, inputs: [Tensor], of body: (Model, [Tensor]) throws -> [Tensor]
) rethrows -> (values: [Tensor], pullback: Pullback) {
  var leaves = LeafPlacer()
  var (model, inputs) = (model, inputs)
  inputs.visitParameters(&leaves)
  model.visitParameters(&leaves)
  let values = try body(model, inputs)
  let (tape, count, inputCount) = (leaves.tape, leaves.places.count, inputs.count)
  let results = values.map { value in
    require(
      value.node == nil || value.node?.tape === tape,
      "valueWithPullback: a value is of another call")
    return (node: value.node, shape: value.shape)
  }
  return (
    values.map(\.detached),
    { adjoints in
      require(
        adjoints.count == results.count,
        "pullback: \(adjoints.count) adjoints for \(results.count) values")
      var seeds: [(node: TapeNode, seed: Tensor)] = []
      for case (let adjoint?, let result) in Swift.zip(adjoints, results) {
        require(
          adjoint.shape == result.shape,
          "pullback: adjoint \(adjoint.shape) of a value \(result.shape)")
        if let node = result.node { seeds.append((node, adjoint)) }
      }
      let gradients = tape.gradients(of: seeds, leaves: count)
      return (Array(gradients[..<inputCount]), Array(gradients[inputCount...]))
    }
  )
}

extension Parametric {
  /// The trained and running parameters as they are, in the order of `visitParameters`, each
  /// with its place on the tape of the call it belongs to.
  public var parameters: [(value: Tensor, role: ParameterRole)] {
    var collector = ParameterCollector()
    var copy = self
    copy.visitParameters(&collector)
    return collector.parameters
  }
}

private struct ParameterCollector: ParameterVisitor {
  var path: [String] = []
  var parameters: [(value: Tensor, role: ParameterRole)] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    if role != .fixed { parameters.append((parameter, role)) }
  }
}
