/// A function with parameters: one tensor in, one tensor out, whatever its options.
///
/// A layer keeps nothing between calls.  What a call needs besides its input (mode, random
/// numbers, carried state, recordings) travels in the context.
public protocol Layer: Parametric, Sendable {
  /// The layer's answer to its input; time, where there is any, is axis 0: `[T, B, …]`.
  ///
  /// - Parameters:
  ///   - input: what the layer takes; its own comment says which shapes.
  ///   - context: mode, random numbers and carried state of this call; takes its recordings.
  /// - Returns: one tensor, whatever the layer's options.
  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor
}

extension Layer {
  /// Inference from rest.
  ///
  /// - Parameters:
  ///   - input: what the layer takes.
  ///   - key: the stream for layers that draw random numbers, such as a Bernoulli rate code.
  /// - Returns: the layer's answer.
  public func callAsFunction(_ input: Tensor, key: RandomKey) -> Tensor {
    var context = Context(mode: .inference, key: key)
    return self(input, &context)
  }

  /// Inference on the next piece of a sequence, going on from `state`.
  ///
  ///     var state = ModelState.rest
  ///     for chunk in chunks { let output = model(chunk, key: key, state: &state) }
  ///
  /// - Precondition: a state that is not `.rest` came from this layer at the same batch size.
  public func callAsFunction(_ input: Tensor, key: RandomKey, state: inout ModelState) -> Tensor {
    var context = Context(mode: .inference, key: key, state: state)
    let output = self(input, &context)
    require(
      state.isRest || state.parts.count == context.finalState.parts.count,
      "state: it holds \(state.parts.count) parts, this model has \(context.finalState.parts.count)"
    )
    state = context.finalState
    return output
  }
}

extension Parametric {
  /// The number of trained scalars.
  public var parameterCount: Int {
    var counter = ParameterCounter()
    var copy = self
    copy.visitParameters(&counter)
    return counter.count
  }
}

private struct ParameterCounter: ParameterVisitor {
  var path: [String] = []
  var count = 0

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    if role == .trained { count += parameter.count }
  }
}
