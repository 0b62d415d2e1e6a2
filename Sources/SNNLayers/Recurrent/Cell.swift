/// One step of a recurrent layer, written in ordinary tensor operations.
///
/// For what couples the elements of a layer with each other; neurons that see only themselves are
/// faster as a `NeuronModel`.  `Unrolled` runs a cell over time, differentiates it, carries its
/// state and records it.  A cell of your own costs a few lines:
///
///     /// h[t] = tanh(x[t] + h[t−1]·W), `[T, B, F] → [T, B, F]`.
///     struct Elman: Cell {
///       var weight: Tensor
///       static var spikes: Bool { false }
///
///       func restingState(for input: Shape) -> [Tensor] { [.zeros(input)] }
///
///       func step(
///         _ input: Tensor, _ state: [Tensor], _ context: inout Context
///       ) -> (output: Tensor, state: [Tensor]) {
///         let hidden = (input + matmul(state[0], weight)).tanh()
///         return (hidden, [hidden])
///       }
///
///       mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
///         visitor.visit(&weight, "weight")
///       }
///     }
///     let layer = Unrolled(Elman(weight: .zeros([8, 8])))
public protocol Cell: Parametric, Sendable {
  /// What the whole sequence becomes before the steps see it: the place for whatever needs no
  /// state, such as input weights, which then cost one product for all steps.
  ///
  /// By default the sequence itself.
  ///
  /// - Parameters:
  ///   - sequence: `[T, B, …]`.
  ///   - context: the call's.
  /// - Returns: a sequence of T steps.
  func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor

  /// The state before the first step.
  ///
  /// - Parameter input: the shape `[B, …]` of one step of the prepared sequence.
  /// - Returns: one tensor per part of the state, of the shapes every step keeps.
  func restingState(for input: Shape) -> [Tensor]

  /// One step.
  ///
  /// - Parameters:
  ///   - input: one step of the prepared sequence, `[B, …]`.
  ///   - state: what the step before left, in the shapes of the resting state.
  ///   - context: mode and random numbers of this step.
  /// - Returns: what the layer hands on, and the state after the step.
  func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor])

  /// The membrane in a state, `[B, …]` as the output; by default the state's first tensor.
  func membrane(of state: [Tensor]) -> Tensor

  /// What the cell hands on is a spike, 0 or 1; true unless the cell says otherwise.
  static var spikes: Bool { get }
}

extension Cell {
  /// The sequence itself, unless the cell says otherwise.
  public func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor { sequence }

  /// The state's first tensor, unless the cell says otherwise.
  public func membrane(of state: [Tensor]) -> Tensor { state[0] }

  /// True, unless the cell says otherwise.
  public static var spikes: Bool { true }
}
