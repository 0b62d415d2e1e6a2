internal import SNNTraining

/// A layer by name, with its spikes for one sample.
struct SpikeBand {
  /// At most so many layers are drawn.
  static let limit = 24

  let name: String
  let grid: SpikeGrid

  /// The layers for one sample, with rows to draw shared out by their neurons.
  static func bands(of layers: [(name: String, spikes: Tensor)], sample: Int) -> [SpikeBand] {
    for layer in layers { layer.spikes.requireSequence() }
    let full = layers.filter { $0.spikes.count > 0 }
    let drawn = evenly(min(limit, full.count), of: full.count).map { full[$0] }
    require(
      Set(drawn.map { $0.spikes.shape[0] }).count <= 1,
      "Picture: layers of different steps \(drawn.map { $0.spikes.shape[0] })")
    let limit = rowLimit(for: drawn.map(\.spikes.neuronCount))
    return drawn.map { layer in
      SpikeBand(
        name: layer.name, grid: SpikeGrid(layer.spikes, sample: sample, rowLimit: limit))
    }
  }

  /// The most rows that every layer may have for all to fit; small layers are drawn whole.
  private static func rowLimit(for neurons: [Int]) -> Int {
    var limit = 1
    while limit < SpikeGrid.rowLimit,
      neurons.reduce(0, { $0 + min($1, limit + 1) }) <= SpikeGrid.rowLimit
    { limit += 1 }
    return limit
  }

  /// The layer's name and what it did in numbers.
  func heading(_ canvas: inout Canvas, x: Double, y: Double) {
    let total = grid.spikeCount
    let spikes = total == 0 ? "no spikes" : counted(total, "spike")
    let facts = "\(counted(grid.neurons, "neuron")), \(spikes)"
    guard !name.isEmpty else { return canvas.text(facts, x, y, .start, "soft") }
    let short = shortened(name, to: 320)
    canvas.name(name, x, y, room: 320)
    canvas.text(facts, x + textWidth(short) + 14, y, .start, "soft")
  }
}

extension Sheet {
  /// Layers one above the other over a common axis of steps; their frames.
  mutating func draw(_ bands: [SpikeBand]) -> [Frame] {
    guard let steps = bands.first?.grid.stepDomain else { return [] }
    let rows = bands.reduce(0) { $0 + $1.grid.rows.count }
    let rowHeight = min(max(360 / Double(rows), 1.5), 14)
    let heights = bands.map { max(14, Double($0.grid.rows.count) * rowHeight) }
    let rulers = zip(bands, heights).map { band, height in
      Ticks.beside(Scale(band.grid.neuronDomain, from: 0, to: height), apart: 1)
    }
    let left = Self.margin + (rulers.map(leftRoom).max() ?? 0)
    let x = Scale(steps, from: left, to: Self.right)
    var frames: [Frame] = []
    for (index, band) in bands.enumerated() {
      band.heading(&canvas, x: left, y: top + 6)
      top += 17
      let frame = Frame(
        x: x, y: Scale(band.grid.neuronDomain, from: top, to: top + heights[index]))
      canvas.leftRows(frame, rulers[index], title: "neuron")
      canvas.marks(band.grid, in: frame, Style.color(index))
      frames.append(frame)
      top = frame.bottom + 18
      for sentence in band.grid.notes(on: band.name) { note(sentence) }
    }
    if let last = frames.last {
      canvas.bottomAxis(last, .below(x, apart: 1), title: "step t")
      top = last.bottom + Canvas.bottomRoom
    }
    return frames
  }
}

extension Canvas {
  /// The spikes of a grid, which fills a frame.
  mutating func marks(_ grid: SpikeGrid, in frame: Frame, _ color: String) {
    let cell = (
      width: frame.width / Double(grid.columns), height: frame.height / Double(grid.rows.count)
    )
    // Narrow cells are filled, wide ones get a mark that still reads as a moment.
    // An even number of hundredths leaves whole hundredths at both sides, so that no mark is off.
    let width = cell.width < 3 ? 1 : (min(0.7, 5 / cell.width) * 50).rounded(.up) / 50
    marks(
      grid.path(markWidth: width), at: (frame.left, frame.top), cell: cell,
      thickness: cell.height < 3 ? 1 : 0.8, color)
  }
}
