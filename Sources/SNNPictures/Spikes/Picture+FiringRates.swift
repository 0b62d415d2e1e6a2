public import SNNTraining

extension Picture {
  /// How often the neurons of each layer fire: how many neurons have which rate.
  ///
  ///     Picture.firingRates(of: [("hidden", hidden), ("output", output)])
  ///
  /// A neuron's rate is the mean of its spikes over all steps and samples, in spikes per step.
  ///
  /// - Parameters:
  ///   - layers: names and spikes `[T, B, …]` of layers, in the order in which they run.
  ///   - title: the line above the picture.
  /// - Precondition: every layer has the axes `[T, B]`.
  public static func firingRates(
    of layers: [(name: String, spikes: Tensor)], title: String = "Firing rates"
  ) -> Picture {
    for layer in layers { layer.spikes.requireSequence() }
    let full = layers.filter { $0.spikes.count > 0 }
    if full.isEmpty { return Sheet.empty(title, saying: nothingToDraw) }
    let drawn = evenly(min(SpikeBand.limit, full.count), of: full.count).map { full[$0] }
    let rates = drawn.map { NeuronRates($0.spikes) }
    let most = rates.flatMap(\.rates).max() ?? 0
    var sheet = Sheet(title)
    let columns = min(2, drawn.count)
    let (gap, height) = (16.0, columns == 1 ? 200.0 : 110)
    let width = (Sheet.right - Sheet.margin + gap) / Double(columns) - gap
    for (index, layer) in drawn.enumerated() {
      let left = Sheet.margin + Double(index % columns) * (width + gap)
      sheet.draw(
        Histogram(rates[index].rates, in: 0...(most > 0 ? most : 1), bins: 20),
        name: layer.name, facts: rates[index].facts, x: "rate (spikes per step)", y: "neurons",
        height: height, from: left, to: left + width, color: index)
      if index % columns == columns - 1 || index == drawn.count - 1 {
        sheet.top += Sheet.headingRoom + height + Canvas.bottomRoom + 12
      }
    }
    sheet.note(missingNote(rates.reduce(0) { $0 + $1.missing }, "value"))
    sheet.note(SpikeBand.note(on: layers))
    return sheet.picture
  }
}

private struct NeuronRates {
  let rates: [Double]
  let missing: Int

  init(_ spikes: Tensor) {
    let neurons = spikes.neuronCount
    var sums = [Double](repeating: 0, count: neurons)
    var counts = [Int](repeating: 0, count: neurons)
    for (place, value) in spikes.scalars.enumerated() {
      guard let value = value.drawable else { continue }
      sums[place % neurons] += value.magnitude
      counts[place % neurons] += 1
    }
    rates = zip(sums, counts).compactMap { $1 == 0 ? nil : $0 / Double($1) }
    missing = spikes.count - counts.reduce(0, +)
  }

  var facts: String {
    let silent = rates.count { $0 == 0 }
    let mean = rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
    return "mean \(measured(mean)), \(silent) of \(rates.count) silent"
  }
}
