import SNN
import Yams

extension SpecReader {
  /// The whole spec.
  func network(_ root: Node) throws(DataError) -> NetworkSpec {
    let settings = try settings(
      root, of: "the spec", ["input", "mean", "std", "classes", "layers"])
    guard let inputNode = settings["input"], let layersNode = settings["layers"] else {
      throw error(
        "the spec has no \(settings["input"] == nil ? "`input`" : "`layers`")", at: root,
        hint: "give the shape of one sample as `input` and the network as `layers`")
    }
    var spec = NetworkSpec(input: try shape(inputNode), layers: try layers(layersNode))
    spec.places.input = place(inputNode)
    spec.places.layers = place(layersNode)
    if let node = settings["mean"] {
      spec.normalization.mean = try numbers(node, "mean")
      spec.places.mean = place(node)
    }
    if let node = settings["std"] {
      spec.normalization.deviation = try numbers(node, "std")
      spec.places.deviation = place(node)
    }
    if let node = settings["classes"] {
      spec.classNames = try classNames(node)
      spec.places.classNames = place(node)
    }
    return spec
  }

  private func shape(_ node: Node) throws(DataError) -> Shape {
    var sizes: [Int] = []
    for item in try list(node, "input") {
      sizes.append(try wholeNumber(item, "a size of the input", in: 1...1 << 24))
    }
    return Shape(sizes)
  }

  private func classNames(_ node: Node) throws(DataError) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for item in try list(node, "classes") {
      let name = try text(item, "the name of a class")
      guard seen.insert(name).inserted else {
        throw error(
          "the class \(quoted(name)) is named twice", at: item, hint: "name every class once")
      }
      names.append(name)
    }
    guard !names.isEmpty else {
      throw error("classes is empty", at: node, hint: "name the classes or leave it out")
    }
    return names
  }
}
