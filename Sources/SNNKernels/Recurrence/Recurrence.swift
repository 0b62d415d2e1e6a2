/// An element-wise recurrence: every element keeps its own small state and sees one input per step.
///
/// This is all the framework needs to know of a neuron.  From the one `step` it derives the fused
/// forward pass over all time steps and, over dual numbers, the reverse pass; nobody writes a
/// backward function.
public protocol Recurrence: Sendable {
  /// How many numbers one element carries from step to step (1...`Slots.capacity`).
  static var stateCount: Int { get }

  /// How many coefficients one element has (0...`Slots.capacity`).
  static var coefficientCount: Int { get }

  /// One time step of one element: takes the input, updates the state, returns the output.
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ coefficients: Slots<L>) -> L
}
