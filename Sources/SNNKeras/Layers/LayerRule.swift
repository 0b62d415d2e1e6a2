internal import SNNFormats

/// How the layers of one or several classes are read.
///
/// A further class is a constant in a file beside this one and a place in `all`.
struct LayerRule: Sendable {
  /// The classes, as Keras calls them.
  let classes: [String]

  /// The settings that are read, or known to make no difference.
  var settings: Set<String> = []

  /// The names of the variables, in the order in which a `.keras` file has them.
  var variables: @Sendable (LayerConfig) throws(FormatError) -> [String] = { _ in [] }

  /// Whether it can take in the zeros that a ZeroPadding2D before it puts around images.
  var takesPadding = false

  /// Adds the layer behind what it takes.
  let build:
    @Sendable (
      _ builder: inout GraphBuilder, _ layer: LayerConfig, _ inputs: [Value]
    ) throws(FormatError) -> Value

  /// Every class that is read.
  static let all: [LayerRule] = [
    .input, .unchanged, .dense, .convolution1D, .convolution2D, .depthwise2D, .batchNormalization,
    .normalization, .rescaling, .activation, .relu, .softmax, .maxPooling, .averagePooling,
    .globalAveragePooling, .globalMaxPooling, .flatten, .zeroPadding, .add, .concatenate,
  ]

  /// The rule for a class, nil where it is not read.
  static func of(_ className: String) -> LayerRule? {
    all.first { $0.classes.contains(className) }
  }

  /// Refuses a layer whose class is not read, or which has settings that are not known.
  static func check(_ layer: LayerConfig) throws(FormatError) {
    guard let rule = of(layer.className) else {
      throw layer.refused(reason(against: layer.className), hint: allHint)
    }
    try layer.check(known: rule.settings)
  }

  private static func reason(against className: String) -> String {
    switch className {
    case "Lambda": "runs code that the file brings along, which is never executed"
    case "TFOpLambda": "is a function applied to layers' results, which is not read"
    case "Functional", "Sequential", "Model": "is a model inside the model, which is not read"
    case _ where className.hasPrefix(LayerConfig.operationPrefix):
      "is a function applied to layers' results, which is not read"
    case _ where className.contains(">"):
      "is a class of somebody's own, whose code is never executed"
    default: "has no spiking form that is known, or is not read yet"
    }
  }

  private static let allHint =
    "layers that are read: \(all.flatMap(\.classes).joined(separator: ", "))"
}
