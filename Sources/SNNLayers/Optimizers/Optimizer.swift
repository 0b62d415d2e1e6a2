/// Applies an update rule to every trained parameter of a model.
public struct Optimizer<Rule: UpdateRule>: Sendable {
  /// How one parameter moves.
  public let rule: Rule

  /// The factor on the learning rate at each step.
  public let schedule: Schedule

  /// How many updates have been made.
  public private(set) var step = 0

  private var states: [Rule.State] = []

  /// An optimiser that has made no step yet.
  ///
  /// - Parameters:
  ///   - rule: how one parameter moves, `Adam(learningRate: 1e-2)`.
  ///   - schedule: the factor on the learning rate at each step.
  public init(_ rule: Rule, schedule: Schedule = .constant) {
    self.rule = rule
    self.schedule = schedule
  }

  /// Moves every trained parameter of the model by the rule, and every running one by what its
  /// layer has seen, in place.
  ///
  /// - Parameters:
  ///   - model: the same at every call, for the rule remembers each parameter by its place.
  ///   - gradients: of the loss with respect to the trained parameters, in their order.
  /// - Precondition: the gradients are of this model: as many, of the same shapes.
  public mutating func update(_ model: inout some Parametric, along gradients: Gradients) {
    step += 1
    var updater = Updater(
      rule: rule, rate: rule.learningRate * schedule(step - 1), step: step,
      gradients: gradients.tensors, movements: gradients.movements, states: states)
    states = []
    model.visitParameters(&updater)
    require(
      updater.next == gradients.tensors.count && updater.nextMovement == gradients.movements.count,
      "update: \(gradients.tensors.count) gradients and \(gradients.movements.count) movements for "
        + "\(updater.next) trained and \(updater.nextMovement) running parameters")
    states = updater.states
  }
}

private struct Updater<Rule: UpdateRule>: ParameterVisitor {
  var path: [String] = []
  let rule: Rule
  let rate: Scalar
  let step: Int
  let gradients: [Tensor]
  let movements: [Tensor]
  var states: [Rule.State]
  var next = 0
  var nextMovement = 0

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    switch role {
    case .trained: update(&parameter)
    case .running: move(&parameter)
    case .fixed: break
    }
  }

  private mutating func update(_ parameter: inout Tensor) {
    require(
      next < gradients.count && gradients[next].shape == parameter.shape,
      "update: no gradient of shape \(parameter.shape) for \(joinedPath)")
    if next == states.count { states.append(rule.initialState(for: parameter)) }
    rule.update(
      &parameter, along: gradients[next], state: &states[next], rate: rate, step: step)
    next += 1
  }

  private mutating func move(_ parameter: inout Tensor) {
    require(
      nextMovement < movements.count && movements[nextMovement].shape == parameter.shape,
      "update: no movement of shape \(parameter.shape) for \(joinedPath)")
    parameter -= movements[nextMovement]
    nextMovement += 1
  }
}
