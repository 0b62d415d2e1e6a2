public import SNNSpiking
public import SNNTensor

extension Sequential {
  /// The model with the weights before each spiking layer scaled so that the layer fires at `rate`.
  ///
  ///     let model = Sequential { … }.balanced(on: Tensor(train.features.gathering(Array(0..<256))))
  ///
  /// Layer by layer, from the first: the weights W of a layer become g·W, with the gain g in
  /// 2⁻¹⁰...2¹⁰ at which the spiking layers behind it, up to the next weights, fire at the rate.
  /// However deep the model is, spikes then reach its last layer, and gradients its first.  Biases,
  /// norms and neurons stay as they are; so do the weights of a layer that no gain brings nearer to
  /// the rate, as those before a norm.
  ///
  /// - Parameters:
  ///   - input: rows as the model takes them, `[B, F]` or `[T, B, …]`; some hundred of them.
  ///   - rate: spikes per neuron and step, in 0..<1.
  ///   - key: decides random draws such as those of a rate code.
  /// - Returns: the same layers with scaled weights.
  /// - Precondition: 0 < `rate` < 1; the model takes the input.
  /// - Reference: data-dependent initialisation: Mishkin & Matas, *All You Need Is a Good Init*,
  ///   2016, here for rates.
  public func balanced(
    on input: Tensor, toRate rate: Scalar = 0.2, key: RandomKey = RandomKey(seed: 0)
  ) -> Sequential {
    require(rate > 0 && rate < 1, "balanced: a rate of \(rate) is not in 0..<1")
    var result = self
    var value = input
    for stage in stages {
      var best = Trial(result.layers[stage], on: value, key: key)
      if best.rate != nil {
        // Rates grow with the gain, so that halving its range on a logarithmic scale finds it.
        var (low, high): (Scalar, Scalar) = (-10, 10)
        for _ in 0..<14 {
          let middle = (low + high) / 2
          let layers = scaled(result.layers[stage], by: power(of: middle))
          let trial = Trial(layers[...], on: value, key: key)
          let found = trial.rate ?? 0
          if abs(found - rate) < abs((best.rate ?? 0) - rate) { best = trial }
          if found < rate { low = middle } else { high = middle }
        }
      }
      result.layers.replaceSubrange(stage, with: best.layers)
      value = best.output
    }
    return result
  }

  /// The layers in runs, each from one that holds weights up to the next.
  private var stages: [Range<Int>] {
    let starts = layers.indices.filter { layers[$0].holdsWeights }
    let bounds = [0] + starts.filter { $0 > 0 } + [layers.count]
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
  }
}

/// What some layers make of an input.
private struct Trial {
  let layers: [any Layer]
  let output: Tensor
  /// Spikes per neuron and step of the neurons that gradients reach; nil without such neurons.
  let rate: Scalar?

  init(_ layers: ArraySlice<any Layer>, on input: Tensor, key: RandomKey) {
    self.layers = Array(layers)
    // As in training, so that norms take the statistics of the rows.
    var context = Context(mode: .training, key: key, activities: .kept)
    output = Sequential(self.layers)(input, &context)
    let spikes = context.activities.map(\.spikes)
    let places = spikes.reduce(0) { $0 + $1.count }
    let fired = spikes.reduce(0) { $0 + $1.scalars.count { $0 != 0 } }
    rate = places == 0 ? nil : Scalar(fired) / Scalar(places)
  }
}

private func scaled(_ layers: ArraySlice<any Layer>, by gain: Scalar) -> [any Layer] {
  var scaler = WeightScaler(gain: gain)
  return layers.map { layer in
    var copy = layer
    copy.visitParameters(&scaler)
    return copy
  }
}

private struct WeightScaler: ParameterVisitor {
  let gain: Scalar
  var path: [String] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    // Biases and the coefficients of norms and neurons have fewer axes.
    if role == .trained, parameter.rank >= 2 { parameter = parameter * Tensor(gain) }
  }
}

/// 2 to an exponent, by multiplication so that every machine finds the same bits.
private func power(of exponent: Scalar) -> Scalar {
  let whole = exponent.rounded(.down)
  var (result, root, rest): (Scalar, Scalar, Scalar) = (1, 2, exponent - whole)
  for _ in 0..<14 {
    (root, rest) = (root.squareRoot(), rest * 2)
    if rest >= 1 { (result, rest) = (result * root, rest - 1) }
  }
  return result * Scalar(sign: .plus, exponent: Scalar.Exponent(whole), significand: 1)
}
