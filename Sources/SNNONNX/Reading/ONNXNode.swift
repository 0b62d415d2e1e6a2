internal import SNNConversion
internal import SNNFormats

/// A node of a file: what it does, what it takes and its settings, each of which is taken once.
struct ONNXNode {
  /// What messages call it.
  let name: String
  /// Its operator: `Conv`.
  let kind: String
  /// Whose operator it is; empty for the format's own.
  let domain: String
  /// The names of what it takes, empty for what is left out.
  let inputs: [String]
  /// The names of what it gives.
  let outputs: [String]
  private var attributes: [String: ONNXAttributeProto] = [:]

  /// - Parameters:
  ///   - message: what the file says.
  ///   - name: what messages call it.
  init(_ message: ONNXNodeProto, named name: String) throws(FormatError) {
    (self.name, kind) = (name, message.opType)
    domain = message.domain == "ai.onnx" ? "" : message.domain
    (inputs, outputs) = (message.input, message.output)
    for attribute in message.attribute {
      guard attributes.updateValue(attribute, forKey: attribute.name) == nil else {
        throw error("has two settings “\(shown(attribute.name))”")
      }
      guard attribute.refAttrName.isEmpty else {
        throw error("has a setting of the function around it, “\(shown(attribute.name))”")
      }
    }
  }

  /// A whole number; nil when the node does not set it.
  mutating func integer(_ setting: String) throws(FormatError) -> Int? {
    try take(setting, type: 2, "a whole number").map { Int(clamping: $0.i) }
  }

  /// A whole number that must be 0 or 1.
  mutating func flag(_ setting: String) throws(FormatError) -> Bool? {
    guard let number = try integer(setting) else { return nil }
    guard 0...1 ~= number else { throw error("has \(setting) = \(number), not 0 or 1") }
    return number == 1
  }

  /// A list of whole numbers.
  mutating func integers(_ setting: String) throws(FormatError) -> [Int]? {
    guard let list = try take(setting, type: 7, "a list of whole numbers")?.ints else { return nil }
    guard list.count <= Sizes.limit else { throw error("has \(list.count) numbers for \(setting)") }
    return list.map { Int(clamping: $0) }
  }

  /// A number.
  mutating func number(_ setting: String) throws(FormatError) -> Double? {
    guard let number = try take(setting, type: 1, "a number").map({ Double($0.f) }) else {
      return nil
    }
    guard !number.isNaN else { throw error("has \(setting) = nan") }
    return number
  }

  /// A list of numbers.
  mutating func numbers(_ setting: String) throws(FormatError) -> [Float]? {
    try take(setting, type: 6, "a list of numbers")?.floats
  }

  /// A word.
  mutating func word(_ setting: String) throws(FormatError) -> String? {
    try take(setting, type: 3, "text").map { String(decoding: $0.s, as: UTF8.self) }
  }

  /// A tensor.
  mutating func tensor(_ setting: String) throws(FormatError) -> ONNXTensorProto? {
    guard let tensors = try take(setting, type: 4, "a tensor")?.t else { return nil }
    guard tensors.count == 1 else { throw error("has \(tensors.count) tensors for \(setting)") }
    return tensors[0]
  }

  /// Leaves settings unread that say nothing of the answer.
  mutating func ignore(_ settings: String...) {
    for setting in settings { attributes[setting] = nil }
  }

  /// Refuses settings that nothing has asked for: they may change the answer.
  func checkAllTaken() throws(FormatError) {
    guard let setting = attributes.keys.min() else { return }
    throw error("has a setting that is not known, “\(shown(setting))”")
  }

  private mutating func take(
    _ setting: String, type: Int32, _ description: String
  ) throws(FormatError) -> ONNXAttributeProto? {
    guard let attribute = attributes.removeValue(forKey: setting) else { return nil }
    guard attribute.type == type else {
      throw error("has a setting “\(setting)” that is not \(description)")
    }
    return attribute
  }
}

extension ONNXNode {
  /// Something wrong with the node; `reason` goes on after its name and operator.
  func error(_ reason: String, hint: String = exportAgainHint) -> FormatError {
    FormatError(layer: name, shown(kind), reason, hint: hint)
  }

  /// A node that is sound but has no spiking form.
  func refusal(_ reason: String, hint: String) -> FormatError {
    error("cannot become spiking: \(reason)", hint: hint)
  }
}

/// A name out of a file, cut to a readable length.
func shown(_ name: String) -> String { printable(name, limit: 200) }
