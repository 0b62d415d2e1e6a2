internal import SNNConversion
internal import SNNFormats

/// A layer as the description of a model has it: a class with settings, and nothing more.
struct LayerConfig: Sendable {
  /// The name, which no other layer of the model has.
  let name: String

  /// The class, `Conv2D`; with a package in front for a class of somebody's own, `Custom>Mine`, and
  /// with `keras.ops.` for a function.
  let className: String

  /// Whether it is no layer but a function of Keras's that was applied to a layer's result, such as
  /// the sum in `x + y`.
  let isOperation: Bool

  private let settings: [String: JSONValue]

  static let operationPrefix = "keras.ops."

  /// A layer that no description names.
  init(name: String, className: String, settings: [String: JSONValue]) {
    (self.name, self.className, self.settings) = (name, className, settings)
    isOperation = false
  }

  /// Reads a layer's object.
  /// - Parameter place: its number in the list of layers, for messages.
  init(_ value: JSONValue, place: Int) throws(FormatError) {
    guard let className = value["class_name"]?.text, let settings = value["config"]?.fields,
      let name = (value["name"] ?? settings["name"])?.text
    else {
      throw FormatError(
        kind: .badData,
        message: "layer \(place + 1) in the model's config has no class, name or settings",
        hint: KerasHint.saveAgain)
    }
    // Files of Keras 2 name no modules; later ones name none for a class of somebody's own alone.
    let module = value["module"].map { $0.text ?? "" } ?? "keras.layers"
    let isKeras = module.hasPrefix("keras.layers") || module.hasPrefix("keras.src.layers.")
    let registered = value["registered_name"]?.text ?? className
    isOperation = module.hasPrefix("keras.src.ops.")
    self.name = name
    self.className =
      registered != className
      ? registered
      : isOperation ? Self.operationPrefix + className : isKeras ? className : "Custom>\(className)"
    self.settings = settings
  }

  /// The error that says what is wrong with this layer.
  /// - Parameters:
  ///   - reason: goes on after the layer's name and class.
  ///   - hint: a step that helps.
  func refused(_ reason: String, hint: String = KerasHint.checkModel) -> FormatError {
    FormatError(layer: name, printable(className, limit: 200), reason, hint: hint)
  }
}

extension LayerConfig {
  /// A setting, nil where there is none or it is null.
  subscript(key: String) -> JSONValue? {
    guard let value = settings[key], value != .null else { return nil }
    return value
  }

  /// `true` or `false`.
  func flag(_ key: String, default usual: Bool? = nil) throws(FormatError) -> Bool {
    guard let value = self[key] else { return try required(usual, key) }
    guard let flag = value.flag else { throw wrong(key, "is neither true nor false") }
    return flag
  }

  /// A text.
  func text(_ key: String, default usual: String? = nil) throws(FormatError) -> String {
    guard let value = self[key] else { return try required(usual, key) }
    guard let text = value.text else { throw wrong(key, "is no text") }
    return text
  }

  /// A number.
  func number(_ key: String, default usual: Double? = nil) throws(FormatError) -> Double {
    guard let value = self[key] else { return try required(usual, key) }
    guard let number = value.number else { throw wrong(key, "is no number") }
    return number
  }

  /// A whole number from 1 to 65,536, such as a number of channels.
  func count(_ key: String, default usual: Int? = nil) throws(FormatError) -> Int {
    guard let value = self[key] else { return try required(usual, key) }
    guard let count = value.whole, 1...Self.largestCount ~= count else {
      throw wrong(key, "is no whole number from 1 to \(Self.largestCount)")
    }
    return count
  }

  /// One whole number per spatial axis, as a list or as one number for all.
  func counts(
    _ key: String, axes: Int, default usual: Int? = nil
  ) throws(FormatError) -> [Int] {
    guard let list = self[key]?.elements else {
      return [Int](repeating: try count(key, default: usual), count: axes)
    }
    let counts = list.compactMap { $0.whole }.filter { 1...Self.largestCount ~= $0 }
    guard counts.count == axes, list.count == axes else {
      throw wrong(key, "is no list of \(axes) whole numbers from 1 to \(Self.largestCount)")
    }
    return counts
  }

  static let largestCount = 1 << 16

  func wrong(_ key: String, _ reason: String) -> FormatError {
    refused("is damaged: its setting “\(key)” \(reason)", hint: KerasHint.saveAgain)
  }

  private func required<Value>(_ usual: Value?, _ key: String) throws(FormatError) -> Value {
    guard let usual else { throw wrong(key, "is missing") }
    return usual
  }
}

extension LayerConfig {
  /// Refuses settings that are not known and say something, and numbers that are not stored as such.
  ///
  /// How weights were drawn, held in check or trained makes no difference to a trained network.
  /// - Parameter known: the settings that are read, or known to make no difference.
  func check(known: Set<String>) throws(FormatError) {
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      let isTraining = ["_initializer", "_regularizer", "_constraint"].contains {
        key.hasSuffix($0)
      }
      let saysNothing = value == .null || value == .bool(false)
      guard known.contains(key) || Self.common.contains(key) || isTraining || saysNothing else {
        throw refused("has the setting “\(printable(key, limit: 200))”, which is not known")
      }
    }
    let precision = settings["dtype"].map { $0.text ?? $0["config"]?["name"]?.text ?? "" }
    if let precision, !Self.precisions.contains(precision) {
      throw refused(
        "computes in “\(printable(precision, limit: 200))”, which is not read",
        hint: "only models in floating point are read, not quantised ones")
    }
  }

  private static let common: Set<String> = [
    "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "activity_regularizer",
  ]

  private static let precisions: Set<String> = [
    "float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16",
  ]
}
