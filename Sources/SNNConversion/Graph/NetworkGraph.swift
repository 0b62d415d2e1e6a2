public import SNNFormats
public import SNNTensor

/// An ordinary network as a graph of operations: what a saved file says, before it is converted.
///
///     var graph = NetworkGraph(input: [1, 28, 28])
///     let conv = try graph.append(.convolution(layer), named: "conv1", to: [graph.input])
///     try graph.append(.rectifier(.relu), named: "relu1", to: [conv])
///
/// Nodes stand in an order in which each follows what it takes, so a graph has no cycles; the last
/// is the output.  Every shape is checked when a node is added.
public struct NetworkGraph: Sendable {
  /// A place where something is computed.
  public struct Node: Sendable {
    /// What the file calls it, for messages.
    public let name: String
    /// What it does.
    public var operation: Operation
    /// The places of the nodes whose results it takes.
    public let inputs: [Int]
    /// The shape of one sample of its result.
    public let shape: Shape
  }

  /// The nodes, each behind those it takes; the first is the input.
  public private(set) var nodes: [Node]

  /// The place of the input.
  public var input: Int { 0 }

  /// The place of the output: the last node.
  public var output: Int { nodes.count - 1 }

  /// The shape of one sample as it comes in.
  public var inputShape: Shape { nodes[input].shape }

  /// The shape of one sample of the answer.
  public var outputShape: Shape { nodes[output].shape }

  /// A network that hands on its input.
  ///
  /// - Parameter shape: of one sample, `[F]`, `[C, L]` or `[C, H, W]`; `[C, L]` is taken as
  ///   `[C, 1, L]`.
  /// - Throws: an error of kind `badData` for another number of axes, an empty one, or one too large.
  public init(input shape: Shape) throws(FormatError) {
    let sizes = shape.dimensions
    guard (1...3).contains(sizes.count), sizes.allSatisfy({ 1...(1 << 24) ~= $0 }),
      sizes.reduce(1.0, { $0 * Double($1) }) <= Double(1 << 26)
    else {
      throw FormatError(
        kind: .badData, message: "an input of shape \(shape) cannot be converted",
        hint: "give the shape of one sample, channels first: [F], [C, L] or [C, H, W]")
    }
    let seen = sizes.count == 2 ? Shape([sizes[0], 1, sizes[1]]) : shape
    nodes = [Node(name: "input", operation: .input, inputs: [], shape: seen)]
  }

  /// Adds a node behind others.
  ///
  /// - Parameters:
  ///   - operation: what it does.
  ///   - name: what the file calls it.
  ///   - inputs: the places of the nodes it takes.
  /// - Returns: its place.
  /// - Throws: an error of kind `badData` that names the node when the shapes do not fit.
  /// - Precondition: `inputs` are places of nodes.
  @discardableResult
  public mutating func append(
    _ operation: Operation, named name: String, to inputs: [Int]
  ) throws(FormatError) -> Int {
    require(
      inputs.allSatisfy { nodes.indices.contains($0) }, "NetworkGraph: no nodes \(inputs)")
    let shape: Shape
    do throws(ShapeMismatch) {
      shape = try operation.resultShape(of: inputs.map { nodes[$0].shape })
    } catch {
      throw FormatError(
        layer: name, operation.kindName, error.reason,
        hint: "check the layer's settings and the shape of the input")
    }
    // As Doubles: the product of three sizes need not be an Int.
    guard shape.dimensions.reduce(1.0, { $0 * Double($1) }) <= Double(1 << 26) else {
      throw FormatError(
        layer: name, operation.kindName, "gives \(shape), which is too large",
        hint: "check the layer's settings and the shape of the input")
    }
    nodes.append(Node(name: name, operation: operation, inputs: inputs, shape: shape))
    return output
  }

  /// Visits the weights of one node under its place.
  mutating func visitOperation(at place: Int, _ visitor: inout some ParameterVisitor) {
    visitor.visit(&nodes[place].operation, "\(place)")
  }

  /// Puts another operation in the place of one that gives results of the same shape.
  mutating func replace(operationAt place: Int, by operation: Operation) {
    nodes[place].operation = operation
  }

  /// The places of the nodes that take the result of each node.
  var consumers: [[Int]] {
    var result = [[Int]](repeating: [], count: nodes.count)
    for (place, node) in nodes.enumerated() {
      for input in node.inputs { result[input].append(place) }
    }
    return result
  }

  /// The number of trained numbers.
  public var parameterCount: Int { nodes.reduce(0) { $0 + $1.operation.parameterCount } }
}

extension FormatError {
  /// Something wrong with one layer of a network; `reason` goes on after its name and kind.
  package init(layer name: String, _ kind: String, _ reason: String, hint: String) {
    self.init(
      kind: .badData, message: "layer “\(printable(name, limit: 200))” (\(kind)) \(reason)",
      hint: hint)
  }
}
