import Foundation
import SNNFormats
import SNNKeras
import SNNTensor
import Testing

/// Descriptions of models that are broken, or say what has no spiking form.
@Suite struct KerasConfigTests {
  /// A change of the description and words of the error.
  struct Change: CustomTestStringConvertible, Sendable {
    let model: String
    let text: String
    let replacement: String
    let words: String
    var testDescription: String { "\(text) → \(replacement)" }

    init(_ model: String, _ text: String, _ replacement: String, _ words: String) {
      (self.model, self.text, self.replacement, self.words) = (model, text, replacement, words)
    }
  }

  static let changes = [
    // The text.
    Change("rows", "\"class_name\"", "\"class_name", "model's config needs a :"),
    Change("rows", "[null, 6, 5]", "[null, 6, 5", "needs a ]"),
    Change("rows", "\"units\": 7", "\"units\": 07", "number that JSON does not know"),
    Change("rows", "\"units\": 7", "\"units\": 1e999", "number that is too large"),
    Change("rows", "\"units\": 7", "\"units\": NaN", "needs a value here"),
    Change("rows", "\"units\": 7", "\"units\": 7, \"units\": 7", "two entries named “units”"),
    Change("rows", "\"units\": 7", "\"units\": \"7\"", "“units” is no whole number"),
    Change("rows", "\"units\": 7", "\"units\": 7.5", "“units” is no whole number"),
    Change("rows", "\"units\": 7", "\"units\": -7", "“units” is no whole number"),
    Change("rows", "\"units\": 7", "\"units\": 4611686018427387904", "“units” is no whole number"),
    Change("rows", "\"units\": 7", "\"units\": null", "“units” is missing"),
    Change("rows", "\"use_bias\": true", "\"use_bias\": 1", "neither true nor false"),
    // Models and classes.
    Change("rows", "\"Sequential\"", "\"Own\"", "the model is of the class “Own”"),
    Change("rows", "\"layers\":", "\"players\":", "lists no layers"),
    Change("rows", "\"Dense\"", "\"LSTM\"", "(LSTM) has no spiking form"),
    Change(
      "rows", "\"Dense\"", "\"UpSampling2D\"", "(UpSampling2D) has no spiking form"),
    Change("rows", "\"Flatten\"", "\"Reshape\"", "(Reshape) has no spiking form"),
    Change("rows", "\"Flatten\"", "\"Lambda\"", "(Lambda) runs code"),
    Change("rows", "\"Flatten\"", "\"Mine>Flatten\"", "a class of somebody's own"),
    Change("rows", "\"Flatten\"", "\"Sequential\"", "a model inside the model"),
    Change(
      "rows", "\"module\": \"keras.layers\", \"class_name\": \"Flatten\"",
      "\"module\": null, \"class_name\": \"Flatten\"", "(Custom>Flatten) is a class of somebody's"),
    Change(
      "rows", "\"module\": \"keras.layers\", \"class_name\": \"Flatten\"",
      "\"module\": \"os\", \"class_name\": \"Flatten\"", "(Custom>Flatten) is a class of somebody's"
    ),
    Change("rows", "\"float32\"", "\"int8_from_float32\"", "computes in “int8_from_float32”"),
    Change("rows", "\"scale\": 0.25", "\"scale\": 0.25, \"twist\": 2", "setting “twist”"),
    // Functions.
    Change("rows", "\"relu6\"", "\"sigmoid\"", "activation “sigmoid”"),
    Change(
      "rows", "\"relu6\"", "{\"class_name\": \"function\", \"config\": \"evil\"}",
      "function or a layer of its own"),
    Change("residual", "\"negative_slope\": 0.0", "\"negative_slope\": 0.1", "negative numbers"),
    Change("residual", "\"threshold\": 0.0", "\"threshold\": 0.5", "has a threshold"),
    Change("residual", "\"max_value\": 6", "\"max_value\": -6", "no positive number"),
    // Shapes.
    Change("rows", "[null, 6, 5]", "[null, null, 5]", "leaves a size of its input open"),
    Change("rows", "[null, 6, 5]", "[null, 6, 0]", "leaves a size of its input open"),
    Change("rows", "[null, 6, 5]", "[null, 6, 99999999]", "leaves a size of its input open"),
    Change("rows", "[null, 6, 5]", "[null, 2, 2, 2, 2]", "samples of 4 axes"),
    Change("rows", "[null, 6, 5]", "[null, 6, 6]", "has a kernel of shape [30, 7], not [36, 7]"),
    Change("rows", "\"units\": 7", "\"units\": 8", "has a kernel of shape [30, 7], not [30, 8]"),
    Change("images", "\"filters\": 4", "\"filters\": 5", "not [3, 3, 2, 5]"),
    Change("images", "\"kernel_size\": [3, 3]", "\"kernel_size\": [3]", "no list of 2 whole"),
    Change("images", "\"strides\": [2, 2]", "\"strides\": [0, 2]", "no list of 2 whole"),
    Change("images", "\"padding\": \"same\"", "\"padding\": \"causal\"", "padding “causal”"),
    Change("images", "\"padding\": \"same\"", "\"padding\": 1", "is no text"),
    Change("images", "\"groups\": 1", "\"groups\": 3", "3 groups, which do not divide"),
    Change(
      "images",
      "\"channels_last\", \"dilation_rate\": [1, 1], \"groups\": 1, \"activation\": \"relu\"",
      "\"channels_first\", \"dilation_rate\": [1, 1], \"groups\": 1, \"activation\": \"relu\"",
      "has its channels elsewhere"),
    Change("images", "\"channels_last\"", "\"channels_third\"", "data format “channels_third”"),
    Change("images", "\"class_name\": \"Flatten\"", "\"class_name\": \"Dropout\"", "not features"),
    Change("windows", "\"padding\": [[0, 1], [2, 1]]", "\"padding\": [[0, 1]]", "no list of whole"),
    Change("windows", "\"padding\": [[0, 1], [2, 1]]", "\"padding\": 999999", "no list of whole"),
    Change(
      "windows", "\"strides\": [2, 2], \"padding\": \"valid\"",
      "\"strides\": [2, 2], \"padding\": \"same\"", "before “conv2d”, which pads itself"),
    Change(
      "windows", "\"keras_history\": [\"average_pooling2d\"",
      "\"keras_history\": [\"zero_padding2d_2\"",
      "“zero_padding2d_2” (ZeroPadding2D) puts zeros around images, which only"),
    Change(
      "windows", "\"keras_history\": [\"zero_padding2d_1\"",
      "\"keras_history\": [\"zero_padding2d\"",
      "“zero_padding2d” (ZeroPadding2D) puts zeros around images before a max-pool"),
    Change(
      "sequence", "\"pool_size\": [2], \"padding\": \"valid\"",
      "\"pool_size\": [3], \"padding\": \"same\"", "over fewer elements"),
    Change("residual", "\"axis\": -1", "\"axis\": 1", "not that of the channels"),
    Change("residual", "\"epsilon\": 0.01", "\"epsilon\": -0.01", "negative variance or epsilon"),
    Change("residual", "\"epsilon\": 0.01", "\"epsilon\": null", "“epsilon” is missing"),
    Change("prepared", "\"invert\": false", "\"invert\": true", "undoes a normalisation"),
    Change("prepared", "\"scale\": [2.0, 0.5, -1.0]", "\"scale\": [2, 1]", "2 numbers for 3"),
    Change("prepared", "\"scale\": [2.0, 0.5, -1.0]", "\"scale\": [\"1\", 1, 1]", "no number"),
    // Connections.
    Change(
      "residual", "\"keras_history\": [\"first\"", "\"keras_history\": [\"none\"", "there is not"),
    Change(
      "residual", "\"keras_history\": [\"first\", 0", "\"keras_history\": [\"first\", 9",
      "there is not"),
    Change(
      "residual", "\"keras_history\": [\"pixels\"", "\"keras_history\": [\"head\"",
      "waits for its own result"),
    Change("residual", "\"keras_history\": [\"first\", 0, 0]", "\"x\": 1", "something else than"),
    Change("residual", "\"__keras_tensor__\"", "\"__numpy__\"", "something else than"),
    Change("residual", "\"training\": false", "\"training\": true", "called with “training”"),
    Change("residual", "\"mask\": null", "\"mask\": 1", "called with “mask”"),
    Change("residual", "\"output_layers\": [\"head\"", "\"output_layers\": [\"x\"", "not among"),
    Change("residual", "\"output_layers\": [", "\"output_layers\": [1, ", "no output, several"),
    Change(
      "residual", "\"input_layers\": [\"pixels\"", "\"input_layers\": [\"first\"", "no InputLayer"),
    Change("residual", "\"inbound_nodes\": [{", "\"inbound\": [{", "does not say what it takes"),
    Change("residual", "\"name\": \"second\"", "\"name\": \"first\"", "the name of another layer"),
    Change(
      "residual", "\"name\": \"second\"", "\"name\": \"third\"", "“second”, which there is not"),
    Change(
      "features", "\"name\": \"conv2d\"", "\"name\": \"other\"", "“conv2d”, which there is not"),
  ]

  @Test(arguments: changes) func brokenDescriptionsAreRefused(_ change: Change) throws {
    let bytes = try changed(change.model) { _, config in
      try #require(config.contains(change.text), "\(change.text)")
      config = config.replacingOccurrences(of: change.text, with: change.replacement)
    }
    expectRefusal(change.words, change.testDescription) { () throws(FormatError) in
      try KerasFile(reply: bytes, name: "model")
    }
  }

  @Test func nestingIsBounded() throws {
    let depth = 100_000
    let bytes = try changed("rows") { _, config in
      config = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    expectRefusal("nested too deeply", "nesting") { () throws(FormatError) in
      try KerasFile(reply: bytes, name: "model")
    }
  }

  @Test(arguments: [
    ("dense/kernel", "“dense” (Dense) lacks its kernel"), ("dense/bias", "lacks its bias"),
    ("batch_normalization/moving_variance", "lacks its moving_variance"),
  ])
  func missingWeightsAreNamed(_ name: String, _ words: String) throws {
    let bytes = try changed("rows") { file, _ in file.tensors.removeAll { $0.name == name } }
    expectRefusal(words, name) { () throws(FormatError) in
      try KerasFile(reply: bytes, name: "model")
    }
  }

  @Test func weightsOfOtherShapesAreRefused() throws {
    for (place, name) in try fixtureNames("images").enumerated() {
      let bytes = try changed("images") { file, _ in
        file.tensors[place].tensor = file.tensors[place].tensor.reshaped(
          to: [file.tensors[place].tensor.count, 1])
      }
      expectRefusal("of shape", name) { () throws(FormatError) in
        try KerasFile(reply: bytes, name: "model")
      }
    }
  }

  @Test func sharedWeightsAreRefused() throws {
    let bytes = try changed("features") { _, config in
      // The first convolution is used a second time, in the place of the other.
      let start = try #require(config.range(of: #""name": "conv2d", "inbound_nodes": ["#))
      let use = try #require(config[start.upperBound...].split(separator: "}], \"kwargs\"").first)
      config.insert(contentsOf: use + "}], \"kwargs\": {}}, ", at: start.upperBound)
      config = config.replacingOccurrences(
        of: #""keras_history": ["conv2d_1", 0, 0]"#, with: #""keras_history": ["conv2d", 1, 0]"#)
    }
    expectRefusal("shared weights", "two uses") { () throws(FormatError) in
      try KerasFile(reply: bytes, name: "model")
    }
  }

  private func fixtureNames(_ model: String) throws -> [String] {
    try SafetensorsFile(parsing: fixture("\(model).safetensors"), name: model).tensors.map(\.name)
  }
}
