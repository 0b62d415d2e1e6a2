public import SNNLayers

/// A layer of neurons of one model.
///
/// Shapes: currents `[T, B, …]` in, spikes (or what the model hands on) of the same shape out.
/// The whole sequence is one fused pass and one record on the tape; the reverse pass is derived
/// from the model's step.
public struct SpikingLayer<Model: NeuronModel>: Layer {
  /// The neuron.
  public let model: Model

  /// One for each of `Model.coefficientNames`, in that order.
  public var coefficients: [Coefficient]

  // Closures made where `Model` is known, so that the generic loops are specialised for it even
  // when the layer is later called through `any Layer`.
  @usableFromInline let recurrence: FusedRecurrence
  @usableFromInline let membrane: FusedTrace
  @usableFromInline let sensitivity: FusedTrace

  /// A layer of such neurons; how many there are, its input decides.
  ///
  /// - Parameters:
  ///   - model: the neuron.
  ///   - coefficients: one for each of `Model.coefficientNames`, in that order.
  /// - Precondition: as many coefficients as the model names, all inside their ranges; the model
  ///   has no more states and coefficients than `Slots` has places.
  @inlinable
  public init(_ model: Model, coefficients: [Coefficient]) {
    self.init(model, trained: coefficients)
    checkRanges()
  }

  /// The same neurons seen otherwise, or with something added: learned coefficients are as training
  /// left them, perhaps outside their range.
  @inlinable
  init(_ model: Model, trained coefficients: [Coefficient]) {
    self.model = model
    self.coefficients = coefficients
    recurrence = FusedRecurrence(model)
    membrane = FusedTrace(MembraneModel(model))
    sensitivity = FusedTrace(
      unspecialized: SensitivityModel(model, SensitivityNote.self))
    checkCounts()
  }

  @usableFromInline func checkCounts() {
    require(
      coefficients.count == Model.coefficientCount,
      "\(Model.self): \(coefficients.count) coefficients, expected \(Model.coefficientNames)")
    require(
      max(Model.stateCount, Model.coefficientCount) <= Slots<Scalar>.capacity,
      "\(Model.self): \(Model.stateCount) states and \(Model.coefficientCount) coefficients, "
        + "at most \(Slots<Scalar>.capacity) of each fit")
  }

  @usableFromInline func checkRanges() {
    for (index, range) in Model.coefficientRanges.enumerated() {
      // Where a learned one starts; where training takes it, `usableCoefficients` sees to.
      guard let range else { continue }
      for value in coefficients[index].values.scalars {
        require(
          range.contains(value),
          "\(Model.self): \(Model.coefficientNames[index]) = \(value) is not in \(range)")
      }
    }
  }

  /// The neurons' spikes, or what the model hands on, for a current: `[T, B, …] → [T, B, …]`.
  ///
  /// - Precondition: at least two axes and T ≥ 1; coefficients shared or one per neuron; a carried
  ///   state of this shape.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    self(input, lettingThrough: nil, &context)
  }

  /// The layer's answer, of which only the spikes where `mask` is 1 are handed on and recorded.
  func callAsFunction(
    _ input: Tensor, lettingThrough mask: Tensor?, _ context: inout Context
  ) -> Tensor {
    require(
      input.rank >= 2 && input.shape[0] > 0,
      "\(Model.self): input \(input.shape), expected [T, B, …] with T ≥ 1")
    return run(
      input, neurons: input.shape.dimensions[1...], steps: input.shape[0],
      lettingThrough: mask, &context)
  }

  /// The layer's answer to a current that is the same at every step: `[B, …] → [T, B, …]`.
  ///
  /// The current is read once and never repeated in memory; its gradient is summed over time.
  ///
  /// - Precondition: at least one axis and `steps` > 0; the rest as for a sequence.
  public func callAsFunction(
    constant current: Tensor, steps: Int, _ context: inout Context
  ) -> Tensor {
    require(
      current.rank >= 1 && steps > 0,
      "\(Model.self): constant current \(current.shape) for \(steps) steps")
    return run(
      current, neurons: current.shape.dimensions[...], steps: steps, lettingThrough: nil, &context)
  }

  /// Visits the coefficients under their names, as trained or fixed as they are.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    for (index, name) in Model.coefficientNames.enumerated() {
      visitor.visit(&coefficients[index].values, name, role: coefficients[index].role)
    }
  }

  private func run(
    _ input: Tensor, neurons: ArraySlice<Int>, steps: Int, lettingThrough mask: Tensor?,
    _ context: inout Context
  ) -> Tensor {
    let batch = Array(neurons)
    let elements = batch.reduce(1, *)
    let stateShape = Shape([Model.stateCount] + batch)
    let k = usableCoefficients(features: Array(batch.dropFirst()))
    let table = CoefficientTable(k.map(\.scalars), elements: elements)
    let start = context.carriedState(shape: stateShape)?.scalars ?? rest(elements)
    var state = start
    let x = input.detached
    let fired = recurrence.forward(x.scalars, table, &state, steps)
    context.carry(Tensor(state, shape: stateShape))
    let result = Tensor(fired, shape: Shape([steps] + batch))
    let answer = Tensor.recorded(result, inputs: [input] + k) { [recurrence] gradient in
      let learns = k.contains(where: \.isRecorded)
      var stateAdjoint = [Scalar](repeating: 0, count: start.count)
      let (dx, dk) = recurrence.reverse(
        gradient.scalars, x.scalars, table, start, steps, &stateAdjoint, learns)
      return [Tensor(dx, shape: x.shape)] + coefficientGradients(dk, k, elements: elements)
    }
    let output = mask.map { answer * $0 } ?? answer
    let shape = result.shape
    if Model.spikes {
      context.recordSpikes(output, drivenBy: input.rank == shape.rank ? input : nil)
      context.record(
        .sensitivity, Tensor(sensitivity.forward(x.scalars, table, start, steps), shape: shape))
    }
    context.record(
      .membrane, Tensor(membrane.forward(x.scalars, table, start, steps), shape: shape))
    return output
  }

  /// The coefficients inside their ranges, one per channel spread over the channel's places.
  func usableCoefficients(features: [Int]) -> [Tensor] {
    zip(coefficients, Model.coefficientRanges).enumerated().map { index, pair in
      let (coefficient, range) = pair
      let (values, neurons) = (coefficient.values, features.reduce(1, *))
      let isPerChannel = coefficient.owner == .channel
      let owners = isPerChannel ? features.first ?? 1 : neurons
      require(
        values.count == 1 || values.count == owners,
        "\(Model.self): \(values.count) values of \(Model.coefficientNames[index]) "
          + "for \(owners) \(isPerChannel ? "channels" : "neurons")")
      var usable = values
      if let range, coefficient.role == .trained { usable = usable.held(in: range) }
      guard isPerChannel, features.count > 1, values.count > 1 else { return usable }
      let channels = Shape([values.count] + features.dropFirst().map { _ in 1 })
      return usable.reshaped(to: channels).broadcast(to: Shape(features)).reshaped(to: [neurons])
    }
  }

  /// The state of so many neurons at rest, slot by slot.
  func rest(_ elements: Int) -> [Scalar] {
    model.restingState.flatMap { repeatElement($0, count: elements) }
  }
}

/// The gradients of the coefficients `k` from those of every neuron, `[coefficients, B·F]`, which
/// is empty when none is learned.
func coefficientGradients(_ each: [Scalar], _ k: [Tensor], elements: Int) -> [Tensor] {
  k.enumerated().map { index, coefficient in
    guard !each.isEmpty else { return .zeros(coefficient.shape) }
    return Tensor(
      Array(each[index * elements..<(index + 1) * elements]),
      shape: [elements / Swift.max(1, coefficient.count), coefficient.count]
    ).sum(alongAxis: 0).reshaped(to: coefficient.shape)
  }
}
