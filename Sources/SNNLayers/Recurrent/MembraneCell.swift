/// Any cell, handing on its membrane instead of its spikes.
public struct MembraneCell<Observed: Cell>: Cell {
  /// The cell whose membrane it is.
  public var cell: Observed

  /// The same cell, seen by its membrane.
  public init(_ cell: Observed) { self.cell = cell }

  /// As the cell prepares it.
  public func prepared(_ sequence: Tensor, _ context: inout Context) -> Tensor {
    cell.prepared(sequence, &context)
  }

  /// The cell's own.
  public func restingState(for input: Shape) -> [Tensor] { cell.restingState(for: input) }

  /// One step of the cell, of which the membrane is handed on.
  public func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let state = cell.step(input, state, &context).state
    return (cell.membrane(of: state), state)
  }

  /// The cell's own.
  public func membrane(of state: [Tensor]) -> Tensor { cell.membrane(of: state) }

  /// What is handed on is no spike.
  public static var spikes: Bool { false }

  /// Visits the cell's parameters, under its own names.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    cell.visitParameters(&visitor)
  }
}

extension Unrolled {
  /// The same cell, handing on membranes: for losses on the membrane of a spiking output layer.
  public var emittingMembrane: Unrolled<MembraneCell<Stepping>> { Unrolled<_>(MembraneCell(cell)) }
}
