/// A neuron that fires and is reset by a convention.
public protocol ConventionalNeuron: NeuronModel {
  /// When the neuron fires and how it is reset.
  var convention: Convention { get set }
}

extension ConventionalNeuron {
  /// The neuron whose convention rounds the membrane before it fires.
  public func rounding(to grid: StateGrid) -> Self {
    var result = self
    result.convention.grid = grid
    return result
  }
}
