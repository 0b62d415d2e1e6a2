public import SNNTensor

extension ConvertedNetwork {
  /// A node of the network, for tables.
  public struct LayerSummary: Sendable {
    /// What the original file called it.
    public let name: String
    /// What it does; `neurons` where a rectifier was.
    public let kind: String
    /// The shape of one sample of its result.
    public let shape: Shape
    /// The smallest and the largest threshold of its channels, for neurons.
    public let thresholds: ClosedRange<Scalar>?
  }

  /// The nodes in the order in which they run, the input first.
  public var layers: [LayerSummary] {
    graph.nodes.enumerated().map { place, node in
      let own = neurons[place]?.thresholds
      let range = own.flatMap { values in
        values.min().flatMap { least in values.max().map { least...$0 } }
      }
      return LayerSummary(
        name: node.name, kind: own == nil ? node.operation.kindName : "neurons",
        shape: node.shape, thresholds: range)
    }
  }
}
