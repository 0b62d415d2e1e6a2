internal import SNNConversion
internal import SNNFormats
internal import SNNTensor

extension LayerRule {
  /// γ·(x − μ)/√(σ² + ε) + β, with ε from the file.
  static let batchNormalization = LayerRule(
    classes: ["BatchNormalization"],
    settings: [
      "axis", "momentum", "epsilon", "center", "scale", "renorm_momentum", "synchronized",
    ],
    variables: { (layer) throws(FormatError) in try layer.normVariables() },
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      let count = try builder.channels(of: value, layer)
      let epsilon = try layer.number("epsilon")
      var numbers: [String: [Scalar]] = [:]
      for name in try layer.normVariables() {
        numbers[name] = try builder.variable(name, of: layer, shape: [count]).scalars
      }
      let (mean, variance) = (numbers["moving_mean"] ?? [], numbers["moving_variance"] ?? [])
      guard epsilon > 0, variance.allSatisfy({ $0 >= 0 }) else {
        throw layer.refused("has a negative variance or epsilon", hint: KerasHint.saveAgain)
      }
      let affine = ChannelAffine(
        mean: mean, variance: variance, weight: numbers["gamma"], bias: numbers["beta"],
        epsilon: epsilon)
      return try builder.scaled(value, affine, layer)
    })

  /// (x − μ)/max(σ, 10⁻⁷), with the smallest number that Keras divides by unless told otherwise.
  static let normalization = LayerRule(
    classes: ["Normalization"], settings: ["axis", "mean", "variance", "invert"],
    variables: { (layer) in layer["mean"] == nil ? ["mean", "variance", "count"] : [] },
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      guard try !layer.flag("invert", default: false) else {
        throw layer.refused("undoes a normalisation, which is not read")
      }
      let isWhole = layer["axis"] == nil || layer["axis"] == .array([])
      let count = isWhole ? 1 : try builder.channels(of: value, layer)
      func numbers(_ name: String) throws(FormatError) -> [Scalar] {
        guard let given = layer[name] else {
          return try builder.variable(name, of: layer, shape: isWhole ? [] : [count]).scalars
        }
        guard let numbers = given.numbers, numbers.count == count else {
          throw layer.wrong(name, "is no list of \(count) numbers")
        }
        return numbers
      }
      let (mean, variance) = (try numbers("mean"), try numbers("variance"))
      guard variance.allSatisfy({ $0 >= 0 }) else {
        throw layer.refused("has a negative variance", hint: KerasHint.saveAgain)
      }
      let scale = variance.map { 1 / max(Double($0).squareRoot(), 1e-7) }
      let shift = zip(scale, mean).map { -$0 * Double($1) }
      return try builder.scaled(value, scale: scale, shift: shift, layer)
    })

  /// scale·x + offset.
  static let rescaling = LayerRule(
    classes: ["Rescaling"], settings: ["scale", "offset"],
    build: { (builder, layer, inputs) throws(FormatError) in
      let value = try builder.single(inputs, layer)
      func numbers(_ key: String) throws(FormatError) -> [Double] {
        guard let numbers = layer[key]?.numbers, !numbers.isEmpty else {
          throw layer.wrong(key, "is no number or list of numbers")
        }
        // Which axis a list goes along depends on a setting of Keras's that is not in the file.
        guard numbers.count == 1 || (value.kind != .plain && builder.format == .channelsLast)
        else {
          throw layer.refused("has numbers for every channel of images without channels last")
        }
        return numbers.map { Double($0) }
      }
      return try builder.scaled(
        value, scale: try numbers("scale"), shift: try numbers("offset"), layer)
    })
}

extension LayerConfig {
  /// The variables of a batch norm, of which it may lack γ and β.
  fileprivate func normVariables() throws(FormatError) -> [String] {
    (try flag("scale") ? ["gamma"] : []) + (try flag("center") ? ["beta"] : [])
      + ["moving_mean", "moving_variance"]
  }
}

extension JSONValue {
  /// A number, or lists of numbers one in another as one list; nil for anything else.
  fileprivate var numbers: [Scalar]? {
    if let number {
      let scalar = Scalar(number)
      return scalar.isFinite ? [scalar] : nil
    }
    guard let elements else { return nil }
    var result: [Scalar] = []
    for element in elements {
      guard let numbers = element.numbers else { return nil }
      result += numbers
    }
    return result
  }
}

extension GraphBuilder {
  /// The number of channels that a layer with an axis is for, which must be that of the channels.
  fileprivate func channels(of value: Value, _ layer: LayerConfig) throws(FormatError) -> Int {
    guard let setting = layer["axis"], let axis = (setting.elements?.first ?? setting).whole,
      setting.elements.map({ $0.count == 1 }) ?? true
    else { throw layer.refused("is along several axes, which is not read") }
    guard format.channelAxis(of: value.kind) == (axis < 0 ? axis + value.kind.rank : axis) else {
      throw layer.refused("is along axis \(axis), which is not that of the channels")
    }
    return shape(of: value)[0]
  }

  /// Adds numbers per channel, or the same one for all.
  fileprivate mutating func scaled(
    _ value: Value, scale: [Double], shift: [Double], _ layer: LayerConfig
  ) throws(FormatError) -> Value {
    let count = shape(of: value)[0]
    try spend(count, on: layer)
    func perChannel(_ numbers: [Double]) throws(FormatError) -> [Scalar] {
      guard numbers.count == count || numbers.count == 1 else {
        throw layer.refused("has \(numbers.count) numbers for \(count) channels")
      }
      return numbers.count == 1
        ? [Scalar](repeating: Scalar(numbers[0]), count: count) : numbers.map { Scalar($0) }
    }
    let affine = ChannelAffine(scale: try perChannel(scale), shift: try perChannel(shift))
    return try scaled(value, affine, layer)
  }

  /// Adds numbers per channel in Keras's order.
  fileprivate mutating func scaled(
    _ value: Value, _ affine: ChannelAffine, _ layer: LayerConfig
  ) throws(FormatError) -> Value {
    var affine = affine
    if let places = value.order.places, affine.scale.count == places.count {
      affine = ChannelAffine(
        scale: places.map { affine.scale[$0] }, shift: places.map { affine.shift[$0] })
    }
    guard (affine.scale + affine.shift).allSatisfy(\.isFinite) else {
      throw layer.refused("scales by a number that is too large", hint: KerasHint.saveAgain)
    }
    var result = value
    result.node = try append(.affine(affine), layer, to: [value])
    return result
  }
}
