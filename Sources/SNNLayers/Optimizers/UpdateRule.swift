/// How one parameter moves along its gradient: a pure rule, knowing nothing of models.
public protocol UpdateRule: Sendable {
  /// What the rule remembers about one parameter.
  associatedtype State: Sendable

  /// The step size before the schedule, dimensionless.
  var learningRate: Scalar { get }

  /// What it remembers before the first step.
  func initialState(for parameter: Tensor) -> State

  /// Moves one parameter by one step.
  ///
  /// - Parameters:
  ///   - parameter: changed in place.
  ///   - gradient: of the loss with respect to it, same shape.
  ///   - state: what the rule remembers, updated.
  ///   - rate: the learning rate of this step, after the schedule.
  ///   - step: the number of this step, from 1.
  func update(
    _ parameter: inout Tensor, along gradient: Tensor, state: inout State, rate: Scalar, step: Int)
}
