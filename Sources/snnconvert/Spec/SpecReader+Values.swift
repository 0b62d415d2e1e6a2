import SNN
import Yams

// Single values and settings.

extension SpecReader {
  /// The settings of something, each under a known name.
  ///
  /// - Parameters:
  ///   - node: what stands there.
  ///   - owner: what the settings are of, for messages.
  ///   - keys: the names there are.
  func settings(
    _ node: Node, of owner: String, _ keys: [String]
  ) throws(DataError) -> [String: Node] {
    guard case .mapping(let pairs) = node else {
      throw error(
        "\(owner) needs settings, not \(description(of: node))", at: node,
        hint: "its settings are \(keys.joined(separator: ", "))")
    }
    var settings: [String: Node] = [:]
    for (key, value) in pairs {
      let name = try text(key, "the name of a setting")
      guard keys.contains(name) else {
        throw error(
          "\(owner) has no setting \(quoted(name))", at: key,
          hint: nearest(to: name, among: keys).map { "did you mean \(quoted($0))?" }
            ?? "its settings are \(keys.joined(separator: ", "))")
      }
      settings[name] = value
    }
    return settings
  }

  /// A word: the name of a tensor or a class.
  func text(_ node: Node, _ what: String) throws(DataError) -> String {
    guard case .scalar(let scalar) = node, !isNothing(scalar) else {
      throw error(
        "\(what) is missing: there is \(description(of: node))", at: node,
        hint: "write a word, in quotes if it has characters that YAML takes for its own")
    }
    guard scalar.string.utf8.count <= 1024 else {
      throw error("\(what) is longer than 1024 bytes", at: node, hint: "check the quotes")
    }
    return scalar.string
  }

  /// A whole number in a range.
  func wholeNumber(
    _ node: Node, _ what: String, in range: ClosedRange<Int>
  ) throws(DataError) -> Int {
    guard case .scalar(let scalar) = node, isPlain(scalar), let number = Int(scalar.string) else {
      throw error(
        "\(what) is \(description(of: node)), not a whole number", at: node,
        hint: "write a whole number between \(range.lowerBound) and \(range.upperBound)")
    }
    guard range.contains(number) else {
      throw error(
        "\(what) must lie in \(range.lowerBound)...\(range.upperBound), not \(number)", at: node,
        hint: "write a whole number between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  /// A finite number.
  func number(_ node: Node, _ what: String) throws(DataError) -> Double {
    guard case .scalar(let scalar) = node, isPlain(scalar),
      scalar.string.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
      let number = Double(scalar.string), number.isFinite
    else {
      throw error(
        "\(what) is \(description(of: node)), not a finite number", at: node,
        hint: "write a number such as 0.5 or 1e-3")
    }
    return number
  }

  /// A finite number that is larger than 0.
  func positiveNumber(_ node: Node, _ what: String) throws(DataError) -> Double {
    let number = try number(node, what)
    // As the single precision that networks are computed in sees it.
    guard Scalar(number) > 0, Scalar(number).isFinite else {
      throw error("\(what) must be larger than 0, not \(number)", at: node, hint: "check the sign")
    }
    return number
  }

  /// `true` or `false`.
  func flag(_ node: Node, _ what: String) throws(DataError) -> Bool {
    if case .scalar(let scalar) = node, isPlain(scalar) {
      if scalar.string == "true" { return true }
      if scalar.string == "false" { return false }
    }
    throw error(
      "\(what) is \(description(of: node)), neither true nor false", at: node,
      hint: "write true or false")
  }

  /// The items of a list.
  func list(_ node: Node, _ what: String) throws(DataError) -> [Node] {
    guard case .sequence(let items) = node else {
      throw error(
        "\(what) is \(description(of: node)), not a list", at: node,
        hint: "write a list in brackets, or lines that start with -")
    }
    return Array(items)
  }

  /// One number, or a list of some.
  func numbers(_ node: Node, _ what: String) throws(DataError) -> [Double] {
    guard case .sequence(let items) = node else { return [try number(node, what)] }
    var numbers: [Double] = []
    for item in items { numbers.append(try number(item, what)) }
    return numbers
  }

  /// What stands there, for messages.
  func description(of node: Node) -> String {
    switch node {
    case .sequence: "a list"
    case .mapping: "settings"
    case .alias: "an alias"
    case .scalar(let scalar): isNothing(scalar) ? "nothing" : quoted(scalar.string)
    }
  }

  /// Whether a scalar stands without quotes, so that it may be a number.
  private func isPlain(_ scalar: Node.Scalar) -> Bool { scalar.style == .plain }

  private func isNothing(_ scalar: Node.Scalar) -> Bool {
    scalar.string.isEmpty || isPlain(scalar) && ["~", "null"].contains(scalar.string)
  }
}
