public import SNNTraining

extension Picture {
  /// One sample before and after coding: its features as bars, beside the spikes they became.
  ///
  ///     Picture.coding(of: features, as: encoder(features, &context), featureNames: iris.featureNames)
  ///
  /// Where every feature became as many neurons, next to each other, its bar stands at their
  /// height.
  ///
  /// - Parameters:
  ///   - features: what was coded, `[B, …]`.
  ///   - spikes: what became of it, `[T, B, …]`; above 0 is a spike.
  ///   - featureNames: a name for each feature, or none: then they are numbered.
  ///   - sample: which of the B samples.
  ///   - title: the line above the picture.
  /// - Precondition: both have the same B and the sample, unless one is empty; as many names as
  ///   features, or none.
  public static func coding(
    of features: Tensor, as spikes: Tensor, featureNames: [String] = [], sample: Int = 0,
    title: String = "Input and its code"
  ) -> Picture {
    spikes.requireSequence()
    require(features.rank >= 1, "coding: features of shape [], expected [B, …]")
    if features.count == 0 || spikes.count == 0 {
      return Sheet.empty(title, saying: "There is nothing to draw: no features, steps or neurons.")
    }
    let samples = features.shape[0]
    require(
      samples == spikes.shape[1],
      "coding: features \(features.shape), spikes \(spikes.shape), different B")
    require(
      (0..<samples).contains(sample), "coding: no sample \(sample) in shape \(features.shape)")
    let count = features.count / samples
    require(
      featureNames.isEmpty || featureNames.count == count,
      "coding: \(featureNames.count) names of \(count) features")
    let values = features.scalars[sample * count..<(sample + 1) * count].map(\.drawable)
    var sheet = Sheet(title)
    sheet.draw(
      FeatureBars(values: values, names: featureNames),
      beside: SpikeGrid(spikes, sample: sample, rowLimit: SpikeGrid.rowLimit))
    return sheet.picture
  }
}

private struct FeatureBars {
  let values: [Double?]
  let names: [String]

  /// The features that get a bar, evenly taken.
  var drawn: [Int] { evenly(min(SpikeGrid.rowLimit, values.count), of: values.count) }

  var domain: ClosedRange<Double> { extent(of: values.compactMap(\.self) + [0]) }

  /// The places of the features, each in the middle of its own.
  var places: ClosedRange<Double> { -0.5...Double(values.count) - 0.5 }
}

extension Sheet {
  fileprivate mutating func draw(_ bars: FeatureBars, beside grid: SpikeGrid) {
    let rows = max(bars.drawn.count, grid.rows.count)
    let height = Double(rows) * min(max(320 / Double(rows), 1.5), 22)
    let named = !bars.names.isEmpty && height / Double(bars.values.count) >= 13
    let ruler = Ticks.beside(Scale(bars.places, from: 0, to: height), apart: 1)
    let names = min(130, bars.names.map { textWidth(printable($0, limit: 40)) }.max() ?? 0)
    let left = Self.margin + (named ? names + 8 : leftRoom(ruler))
    top += 14
    let y = Scale(bars.places, from: top, to: top + height)
    let frame = Frame(x: Scale(bars.domain, from: left, to: left + 170), y: y)
    if named {
      for (index, name) in bars.names.enumerated() {
        canvas.name(name, left - 8, y(Double(index)) + 4, .end, room: names, "soft")
      }
    } else {
      canvas.leftRows(frame, ruler, title: "feature")
    }
    draw(bars, in: frame)
    let neurons = Scale(grid.neuronDomain, from: top, to: top + height)
    let numbers = Ticks.beside(neurons, apart: 1)
    let steps = Scale(grid.stepDomain, from: frame.right + 16 + leftRoom(numbers), to: Self.right)
    let raster = Frame(x: steps, y: neurons)
    canvas.text(
      "\(counted(grid.neurons, "neuron")), \(counted(grid.spikeCount, "spike"))", raster.left,
      top - 8, .start, "soft")
    canvas.leftRows(raster, numbers, title: "neuron")
    canvas.marks(grid, in: raster, "c1")
    canvas.bottomAxis(raster, .below(steps, apart: 1), title: "step t")
    top += height + Canvas.bottomRoom
    if bars.drawn.count < bars.values.count {
      note("Of \(bars.values.count) features, \(bars.drawn.count) evenly spaced ones are drawn.")
    }
    note(missingNote(bars.values.count { $0 == nil }, "feature"))
    for sentence in grid.notes(on: "") { note(sentence) }
  }

  private mutating func draw(_ bars: FeatureBars, in frame: Frame) {
    let thickness = frame.height / Double(bars.drawn.count)
    let zero = frame.x(0)
    for (row, feature) in bars.drawn.enumerated() {
      guard let value = bars.values[feature] else { continue }
      let end = frame.x(value)
      let gap = thickness < 3 ? 0 : thickness * 0.1
      canvas.rectangle(
        min(zero, end), frame.top + Double(row) * thickness + gap, width: (end - zero).magnitude,
        height: thickness - 2 * gap, "fill \(value < 0 ? "c2" : "c3")")
    }
    canvas.line(zero, frame.top, zero, frame.bottom, "axis")
    canvas.bottomAxis(frame, .below(frame.x), title: "feature value")
  }
}
