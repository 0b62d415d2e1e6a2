internal import SNNLayers
internal import SNNSpiking
internal import SNNTensor

extension ConvertedNetwork {
  /// The network with the mean error of every layer taken out, from the first to the last, each with
  /// those before it already corrected.
  ///
  ///     e = θ·N/T − a        light: the channel's current −= mean e        potential: v₀ −= T·mean e
  ///
  /// a are the original network's activations.  The means are over the samples, and for a current
  /// over the places of the channel too.
  ///
  /// - Parameter samples: of which as many are taken, 200 at most, as memory has room for at once.
  func corrected(_ correction: ConversionMethod.Correction, on samples: Tensor) -> ConvertedNetwork
  {
    var result = self
    // Four times what a verification holds, which keeps several such signals at once.
    let samples = samples.slice(0..<min(200, samples.shape[0], 4 * batchSize))
    let activations = graph.results(of: samples)
    var context = Context(mode: .inference, key: RandomKey(seed: 0)["correction"])
    _ = run(
      samples, steps: steps, &context,
      { place, drive in
        guard var population = neurons[place] as? IntegratingNeurons else { return neurons[place] }
        var own = Context(mode: .inference, key: RandomKey(seed: 0))
        let fired = population.fired(by: drive, steps: steps, &own)
        let rate = population.carried(by: fired, of: drive).total(steps) / Tensor(Scalar(steps))
        population.correct(correction, by: rate - activations[place], steps: steps)
        result.neurons[place] = population
        return population
      }, { _ in })
    return result
  }
}

extension IntegratingNeurons {
  /// - Parameter error: `[B, C, …]`.
  fileprivate mutating func correct(
    _ correction: ConversionMethod.Correction, by error: Tensor, steps: Int
  ) {
    switch correction {
    case .light:
      let channels = error.shape[1]
      let means = error.flattened(fromAxis: 2).mean(alongAxis: -1)
        .mean(alongAxis: 0)
      current = (current ?? .zeros([channels])) - means
    case .potential:
      let means = error.mean(alongAxis: 0)
      let start = layer.coefficients[1].values
      let size = means.count / start.count
      let own = start.scalars.flatMap { repeatElement($0, count: size) }
      layer.coefficients[1] = .fixed(
        perNeuron: zip(own, means.scalars).map { $0 - Scalar(steps) * $1 })
    }
  }
}
