/// How many values lie in each of equally wide bins.
struct Histogram {
  let counts: [Int]
  /// The bins' ends, one more than there are bins.
  let edges: [Double]

  init(_ values: [Double], in domain: ClosedRange<Double>, bins: Int) {
    let width = (domain.upperBound - domain.lowerBound) / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    for value in values {
      counts[min(max(Int((value - domain.lowerBound) / width), 0), bins - 1)] += 1
    }
    self.counts = counts
    edges = (0...bins).map { domain.lowerBound + Double($0) * width }
  }

  /// From no value to a little above the highest column.
  var countDomain: ClosedRange<Double> { 0...Double(max(1, counts.max() ?? 0)) * 1.05 }
}

extension Sheet {
  /// A histogram from `left` to `right` under a line of words; what is drawn next does not move.
  mutating func draw(
    _ histogram: Histogram, heading: String, tip: String? = nil, x title: String, y noun: String,
    height: Double,
    from left: Double, to right: Double, smallestTick: Double = 0, color: Int = 0
  ) {
    let domain = (histogram.edges.first ?? 0)...(histogram.edges.last ?? 1)
    let y = Scale(histogram.countDomain, from: top + 18 + height, to: top + 18)
    let counts = Ticks.beside(y, apart: 1)
    let x = Scale(domain, from: left + leftRoom(counts), to: right)
    let frame = Frame(x: x, y: y)
    canvas.text(heading, frame.left, top + 6, .start, "soft", tip: tip)
    canvas.leftAxis(frame, counts, title: noun)
    canvas.columns(
      frame, counts: histogram.counts, edges: histogram.edges, Style.color(color))
    canvas.bottomAxis(frame, .below(x, apart: smallestTick), title: title)
  }
}
