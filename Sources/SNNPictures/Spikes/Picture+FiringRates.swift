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
    for (index, layer) in drawn.enumerated() {
      let half = (Sheet.right - Sheet.margin - 16) / 2
      let column = drawn.count == 1 ? 0 : Double(index % 2)
      let left = Sheet.margin + column * (half + 16)
      let right = drawn.count == 1 ? Sheet.right : left + half
      sheet.draw(
        Histogram(rates[index].rates, in: 0...(most > 0 ? most : 1), bins: 20),
        heading: rates[index].heading(layer.name),
        tip: layer.name.isEmpty ? nil : fullName(layer.name), x: "rate (spikes per step)",
        y: "neurons",
        height: drawn.count == 1 ? 200 : 110, from: left, to: right, color: index)
      if drawn.count == 1 || column == 1 || index == drawn.count - 1 {
        sheet.top += (drawn.count == 1 ? 200 : 110) + 18 + Canvas.bottomRoom + 12
      }
      sheet.note(missingNote(rates[index].missing, "value"))
    }
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
      sums[place % neurons] += value
      counts[place % neurons] += 1
    }
    rates = zip(sums, counts).compactMap { $1 == 0 ? nil : max(0, $0 / Double($1)) }
    missing = spikes.count - counts.reduce(0, +)
  }

  func heading(_ name: String) -> String {
    let silent = rates.count { $0 == 0 }
    let mean = rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
    let facts = "mean \(measured(mean)), \(silent) of \(rates.count) silent"
    return name.isEmpty ? facts : "\(shortened(name, to: 100)): \(facts)"
  }
}
