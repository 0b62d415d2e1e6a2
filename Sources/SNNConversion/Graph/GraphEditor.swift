internal import SNNFormats
internal import SNNTensor

/// A network while it is being rewritten: nodes may stand anywhere, and some may be of no use.
struct GraphEditor {
  struct Node {
    var name: String
    var operation: Operation
    var inputs: [Int]
  }

  private(set) var nodes: [Node]
  private(set) var output: Int
  /// The nodes that take the result of each node, once for every time.
  private(set) var consumers: [[Int]]
  private let inputShape: Shape

  init(_ graph: NetworkGraph) {
    nodes = graph.nodes.map { Node(name: $0.name, operation: $0.operation, inputs: $0.inputs) }
    output = graph.output
    consumers = graph.consumers
    inputShape = graph.inputShape
  }

  /// The network as it now stands, without nodes that nothing takes.
  func graph() throws(FormatError) -> NetworkGraph {
    var result = try NetworkGraph(input: inputShape)
    var places = [Int?](repeating: nil, count: nodes.count)
    places[0] = result.input
    // An explicit stack: a network may be deeper than the program's.
    var stack = [output]
    while let place = stack.last {
      if places[place] != nil {
        stack.removeLast()
      } else if let waiting = nodes[place].inputs.first(where: { places[$0] == nil }) {
        stack.append(waiting)
      } else {
        let node = nodes[place]
        places[place] = try result.append(
          node.operation, named: node.name, to: node.inputs.compactMap { places[$0] })
        stack.removeLast()
      }
    }
    return result
  }

  /// Whether nothing but one node takes the result of another.
  func isPrivate(_ place: Int, to consumer: Int) -> Bool {
    place != output && consumers[place] == [consumer]
  }

  mutating func setOperation(of place: Int, to operation: Operation) {
    nodes[place].operation = operation
  }

  /// Lets everything that took one node's result take another's, but for that other itself.
  mutating func redirect(_ place: Int, to other: Int) {
    for consumer in Set(consumers[place]) where consumer != other {
      setInputs(of: consumer, to: nodes[consumer].inputs.map { $0 == place ? other : $0 })
    }
    if output == place { output = other }
  }

  mutating func setInputs(of place: Int, to inputs: [Int]) {
    for input in nodes[place].inputs { consumers[input].removeAll { $0 == place } }
    for input in inputs { consumers[input].append(place) }
    nodes[place].inputs = inputs
  }

  /// Adds a node that nothing takes yet.
  mutating func add(_ operation: Operation, named name: String, to inputs: [Int]) -> Int {
    nodes.append(Node(name: name, operation: operation, inputs: inputs))
    consumers.append([])
    for input in inputs { consumers[input].append(nodes.count - 1) }
    return nodes.count - 1
  }
}
