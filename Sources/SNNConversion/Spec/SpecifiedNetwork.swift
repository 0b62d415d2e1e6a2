public import SNNData
public import SNNTensor

/// A network put together from what a spec says and the tensors of a file.
public struct SpecifiedNetwork: Sendable {
  /// The network.
  public let graph: NetworkGraph

  /// The names of the classes; empty where they are not known.
  public let classNames: [String]

  /// The tensors that the spec makes no use of, in the order of the file.
  public let unusedTensors: [String]

  /// What had to be taken for granted, each a sentence without a full stop.
  public let remarks: [String]

  /// Puts a network together.
  ///
  /// - Parameters:
  ///   - spec: what it computes.
  ///   - tensors: what the file holds; the first of two with one name counts.
  /// - Throws: an error that says the place in the spec when a tensor is missing, a shape does not
  ///   fit, or the names of the classes are not as many as the scores.
  public init(
    _ spec: NetworkSpec, tensors: [(name: String, tensor: Tensor)]
  ) throws(DataError) {
    var builder = try SpecBuilder(spec, NamedTensors(tensors))
    let normalized = try builder.normalized(by: spec)
    let output = try builder.append(spec.layers, to: normalized)
    guard output != builder.graph.input else {
      throw DataError(
        "the network has no layers", at: spec.places.layers, hint: "list them under `layers`")
    }
    try builder.checkOutput(spec)
    graph = builder.graph
    classNames = spec.classNames
    unusedTensors = builder.tensors.unused
    remarks = spec.remarks + builder.remarks
  }
}

extension NetworkGraph {
  /// The network of a spec and tensors; `SpecifiedNetwork` says which tensors it left unused, too.
  ///
  /// - Parameters:
  ///   - spec: what it computes.
  ///   - tensors: what the file holds.
  /// - Throws: an error that says the place in the spec.
  public init(
    spec: NetworkSpec, tensors: [(name: String, tensor: Tensor)]
  ) throws(DataError) {
    self = try SpecifiedNetwork(spec, tensors: tensors).graph
  }
}
