import SNN
import SNNCommandLine
import Yams

/// Takes the nodes of a YAML file apart; every error says where the node stands.
struct SpecReader {
  /// How places call the file.
  let file: String

  /// How deep lists and settings may lie in each other.
  private static let depthLimit = 64

  /// The one document of a text.
  func root(of text: String) throws(DataError) -> Node {
    // Before anything is composed: a node may stand for billions through aliases of aliases.
    if let first = AliasSearch(text).first {
      throw DataError(
        "anchors and aliases are not read", at: "\(file):\(first.line):\(first.column)",
        hint: "write the layers out, and names that start with & or * in quotes")
    }
    let root: Node?
    do {
      // No resolver: it would ask regular expressions what every word could be.
      root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch {
      throw self.error(error, in: text)
    }
    guard let root else {
      throw DataError(
        "the spec is empty", at: file,
        hint: "`snnconvert inspect --template WEIGHTS` starts one")
    }
    try checkDepth(root, 1)
    return root
  }

  private func checkDepth(_ node: Node, _ depth: Int) throws(DataError) {
    guard depth <= Self.depthLimit else {
      throw error(
        "lists lie more than \(Self.depthLimit) deep in each other", at: node,
        hint: "check the brackets and the indentation")
    }
    switch node {
    case .sequence(let items): for item in items { try checkDepth(item, depth + 1) }
    case .mapping(let pairs):
      for (key, value) in pairs {
        try checkDepth(key, depth + 1)
        try checkDepth(value, depth + 1)
      }
    case .scalar, .alias: return
    }
  }

  // MARK: Places and errors

  /// Where a node stands: `net.yaml:7:5`.
  func place(_ node: Node) -> String { place(node.mark) }

  private func place(_ mark: Mark?) -> String {
    mark.map { "\(file):\($0.line):\($0.column)" } ?? file
  }

  func error(_ message: String, at node: Node, hint: String) -> DataError {
    DataError(message, at: place(node), hint: hint)
  }

  /// What the parser has to say, in the style of all other errors.
  private func error(_ error: any Error, in text: String) -> DataError {
    let hint = "check the brackets, quotes and indentation"
    switch error as? YamlError {
    case .composer(_, _, let mark, _):
      return DataError(
        "the file goes on behind the spec", at: place(mark), hint: "leave one document in it")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      guard !problem.contains("nesting") else {
        return DataError(
          "lists lie more than \(Self.depthLimit) deep in each other", at: place(mark), hint: hint)
      }
      return DataError("this is no YAML: \(restyled(problem))", at: place(mark), hint: hint)
    case .duplicatedKeysInMapping(let keys, let context):
      return DataError(
        "\(listed(keys)) is given twice", at: place(context.mark), hint: "leave one of them out")
    case .reader(let problem, let offset, _, _):
      let before = text.prefix(offset ?? 0)
      let line = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let place = "\(file):\(line.count):\((line.last?.unicodeScalars.count ?? 0) + 1)"
      return DataError(
        "this is no YAML: \(restyled(problem))", at: place,
        hint: "remove the character that cannot be seen")
    default:
      return DataError("this is no YAML", at: file, hint: hint)
    }
  }
}
