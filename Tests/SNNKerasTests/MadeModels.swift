import SNNFormats
import SNNKeras
import SNNTensor

/// The description of a Functional model, made by hand as Keras 2 writes it.
struct MadeModel {
  private(set) var layers: [String] = []
  private(set) var weights: [StoredTensor] = []

  /// A model with an input named `input`.
  /// - Parameter input: the shape of one sample, channels last.
  init(input: [Int]) {
    let shape = (["null"] + input.map(String.init)).joined(separator: ", ")
    layers = [
      """
      {"class_name": "InputLayer", "name": "input", "config": {"batch_input_shape": [\(shape)]},
       "inbound_nodes": []}
      """
    ]
  }

  /// Adds a layer behind others.
  mutating func add(
    _ name: String, _ className: String, _ settings: String = "", to inputs: [String],
    weights: [String: Tensor] = [:]
  ) {
    let nodes = inputs.map { "[\"\($0)\", 0, 0, {}]" }.joined(separator: ", ")
    layers.append(
      """
      {"class_name": "\(className)", "name": "\(name)", "config": {\(settings)},
       "inbound_nodes": [[\(nodes)]]}
      """)
    self.weights += weights.map {
      StoredTensor(name: "\(name)/\($0.key)", elementType: "float32", tensor: $0.value)
    }
  }

  /// Adds a Dense layer with weights of zeros.
  mutating func addDense(_ name: String, _ inputs: Int, _ units: Int, to input: String) {
    add(
      name, "Dense", #""units": \#(units), "use_bias": false"#, to: [input],
      weights: ["kernel": .zeros([inputs, units])])
  }

  /// The model up to a layer.
  func file(output: String) throws(FormatError) -> KerasFile {
    let config = """
      {"class_name": "Functional", "config": {"layers": [\(layers.joined(separator: ",\n"))],
       "input_layers": [["input", 0, 0]], "output_layers": [["\(output)", 0, 0]]}}
      """
    return try KerasFile(KerasArchive(config: config, tensors: weights), name: "made")
  }
}
