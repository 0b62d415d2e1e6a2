internal import SNNFormats

/// The nodes that a network's answer depends on, each behind those whose results it takes.
struct NodeOrder {
  /// The places of the nodes in the file, constants first.
  let places: [Int]
  /// The places of the nodes that take each value, once for every time.
  let takers: [String: [Int]]

  /// Orders the nodes behind an output.
  ///
  /// - Parameters:
  ///   - nodes: all those of the file.
  ///   - givers: which node gives which value, by place, and as its how-manieth result.
  ///   - known: whether a value is there without any node.
  ///   - output: the value that is wanted.
  /// - Throws: an error of kind `badData` for a cycle, and for a value that nothing gives.
  init(
    _ nodes: [ONNXNode], givers: [String: (place: Int, result: Int)],
    known: (String) -> Bool, output: String
  ) throws(FormatError) {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: nodes.count)
    var ordered: [Int] = []
    var takers: [String: [Int]] = [:]
    // An explicit stack: a network may be deeper than the program's.
    var stack: [(place: Int, next: Int)] = []

    if let giver = givers[output] {
      guard giver.result == 0 else { throw nodes[giver.place].secondResult(output) }
      states[giver.place] = .open
      stack.append((giver.place, 0))
    }
    while let (place, next) = stack.last {
      let node = nodes[place]
      guard next < node.inputs.count else {
        states[place] = .done
        ordered.append(place)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let input = node.inputs[next]
      if input.isEmpty { continue }
      takers[input, default: []].append(place)
      if known(input) { continue }
      guard let giver = givers[input] else {
        throw node.error(
          "takes “\(shown(input))”, which nothing gives",
          hint: "the file is incomplete; export the network again")
      }
      guard giver.result == 0 else { throw nodes[giver.place].secondResult(input) }
      switch states[giver.place] {
      case .done: break
      case .open:
        throw nodes[giver.place].error(
          "takes its own result, by way of “\(shown(input))”",
          hint: "a network with loops cannot be converted")
      case .new:
        states[giver.place] = .open
        stack.append((giver.place, 0))
      }
    }
    // So that a layer finds the constants it could be merged with.
    let constants = ordered.filter { nodes[$0].inputs.isEmpty }
    places = constants + ordered.filter { !nodes[$0].inputs.isEmpty }
    self.takers = takers
  }
}

extension ONNXNode {
  fileprivate func secondResult(_ name: String) -> FormatError {
    error(
      "gives “\(shown(name))” besides its first result, and the network takes that",
      hint: "only the first results of operators can be converted")
  }
}
