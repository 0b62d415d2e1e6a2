public import SNNTraining

extension Picture {
  /// How the membranes of some neurons move for one sample, with the threshold and their spikes.
  ///
  ///     Picture.membranes(trace.membrane, spikes: trace.spikes, threshold: 1, neurons: [0, 7])
  ///
  /// A neuron's membrane is shown as it was recorded: where the reset comes in the same step, a
  /// spike may stand over a membrane below the threshold.
  ///
  /// - Parameters:
  ///   - membranes: `[T, B, …]`, dimensionless.
  ///   - spikes: of the same shape; what is not 0 is a spike.
  ///   - threshold: the membrane above which these neurons fire; nil where they have none in common.
  ///   - neurons: which neurons, counted over all axes behind `[T, B]`; of more than twelve, twelve
  ///     are drawn.
  ///   - sample: which of the B samples.
  ///   - title: the line above the picture.
  /// - Precondition: equal shapes with the axes `[T, B]`; the sample and the neurons exist, unless
  ///   the tensors are empty.
  public static func membranes(
    _ membranes: Tensor, spikes: Tensor, threshold: Scalar?, neurons: [Int], sample: Int = 0,
    title: String = "Membranes"
  ) -> Picture {
    membranes.requireSequence()
    require(
      membranes.shape == spikes.shape,
      "membranes: shape \(membranes.shape), spikes \(spikes.shape)")
    if membranes.count == 0 || neurons.isEmpty {
      return Sheet.empty(title, saying: "There are no membranes to draw.")
    }
    for neuron in neurons {
      require(
        (0..<membranes.neuronCount).contains(neuron),
        "membranes: no neuron \(neuron) in shape \(membranes.shape)")
    }
    let drawn = evenly(min(12, neurons.count), of: neurons.count).map { neurons[$0] }
    let level = threshold?.drawable
    let traces = drawn.map {
      MembraneTrace(
        SampleSequence(membranes, sample: sample), SampleSequence(spikes, sample: sample),
        neuron: $0)
    }
    var sheet = Sheet(title)
    sheet.draw(traces, threshold: level)
    if drawn.count < neurons.count {
      sheet.note("Of \(neurons.count) neurons, \(drawn.count) evenly taken ones are drawn.")
    }
    if threshold != nil, level == nil {
      sheet.note("The threshold is not a finite number and is not drawn.")
    }
    sheet.note(missingNote(traces.reduce(0) { $0 + $1.missing }, "value"))
    return sheet.picture
  }
}

/// One neuron's membrane, thinned so that its peaks stay.
private struct MembraneTrace {
  let neuron: Int
  let steps: Int
  let points: [(step: Double, value: Double?)]
  let spikeSteps: [Double]
  let spikeCount: Int
  let missing: Int
  let stepsPerColumn: Int

  init(_ membrane: SampleSequence, _ spikes: SampleSequence, neuron: Int) {
    (self.neuron, steps) = (neuron, membrane.steps)
    let width = (membrane.steps + SpikeGrid.columnLimit - 1) / SpikeGrid.columnLimit
    let values = (0..<steps).map { membrane[$0, neuron].drawable }
    let fired = (0..<steps).filter { spikes[$0, neuron].isSpike }
    missing = values.count { $0 == nil }
    (spikeCount, stepsPerColumn) = (fired.count, width)
    let columns = stride(from: 0, to: steps, by: width).map { $0..<min($0 + width, values.count) }
    points = columns.flatMap { column -> [(Double, Double?)] in
      let present = column.compactMap { t in values[t].map { (t, $0) } }
      guard let low = present.min(by: { $0.1 < $1.1 }), let high = present.max(by: { $0.1 < $1.1 })
      else { return [(Double(column.lowerBound), nil)] }
      if low.0 == high.0 { return [(Double(low.0), low.1)] }
      return (low.0 < high.0 ? [low, high] : [high, low]).map { (Double($0.0), $0.1) }
    }
    spikeSteps = Set(fired.map { $0 / width }).sorted().map { Double($0 * width) }
  }
}

extension Sheet {
  fileprivate mutating func draw(_ traces: [MembraneTrace], threshold: Double?) {
    guard let first = traces.first else { return }
    let values = traces.flatMap { $0.points.compactMap(\.value) } + (threshold.map { [$0] } ?? [])
    let domain = widened(extent(of: values))
    let height = traces.count == 1 ? 200.0 : 90
    let ruler = Ticks.beside(Scale(domain, from: 0, to: height))
    let left = Self.margin + leftRoom(ruler)
    let x = Scale(-0.5...Double(first.steps) - 0.5, from: left, to: Self.right)
    for trace in traces {
      canvas.text("neuron \(trace.neuron)", left, top + 4)
      canvas.text(
        trace.spikeCount == 0 ? "no spikes" : counted(trace.spikeCount, "spike"),
        left + textWidth("neuron \(trace.neuron)") + 14, top + 4, .start, "soft")
      top += 24
      let frame = Frame(x: x, y: Scale(domain, from: top + height, to: top))
      canvas.leftAxis(frame, ruler, title: "membrane U")
      let ticks = trace.spikeSteps.map { "M\(code(x($0))) \(code(frame.top - 11))v9" }
      if !ticks.isEmpty {
        canvas.raw("<path class=\"line c2\" d=\"\(ticks.joined())\"/>")
      }
      if let threshold {
        canvas.line(frame.left, frame.y(threshold), frame.right, frame.y(threshold), "level")
        canvas.text("θ", frame.right + 6, frame.y(threshold) + 4, .start, "soft")
      }
      let points = trace.points.map { point in point.value.map { frame.point(point.step, $0) } }
      canvas.path(points, "line c1")
      if points.count <= 40 {
        for case let point? in points { canvas.dot(point.x, point.y, "c1") }
      }
      canvas.line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
      top = frame.bottom + 20
    }
    let last = Frame(x: x, y: Scale(domain, from: top - 20, to: top - 20 - height))
    canvas.bottomAxis(last, .below(x, apart: 1), title: "step t")
    top = last.bottom + Canvas.bottomRoom
    note(
      "Strokes above a membrane are its spikes"
        + (threshold == nil ? "." : "; the dashed line is the threshold θ."))
    if first.stepsPerColumn > 1 {
      note(
        "Of every \(first.stepsPerColumn) steps the lowest and the highest membrane are drawn, and "
          + "one stroke if there is a spike.")
    }
  }
}
