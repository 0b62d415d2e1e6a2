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
  /// The room above a histogram that its words take.
  static let headingRoom = 34.0

  /// A histogram from `left` to `right` below its name and a line of facts; what is drawn next does
  /// not move.
  mutating func draw(
    _ histogram: Histogram, name: String, facts: String, x title: String, y noun: String,
    height: Double, from left: Double, to right: Double, smallestTick: Double = 0, color: Int = 0
  ) {
    let domain = (histogram.edges.first ?? 0)...(histogram.edges.last ?? 1)
    let y = Scale(
      histogram.countDomain, from: top + Self.headingRoom + height, to: top + Self.headingRoom)
    let counts = Ticks.beside(y, apart: 1)
    let x = Scale(domain, from: left + leftRoom(counts), to: right)
    let frame = Frame(x: x, y: y)
    canvas.name(name, frame.left, top + 6, room: frame.width)
    canvas.text(facts, frame.left, top + 22, .start, "soft")
    canvas.leftAxis(frame, counts, title: noun)
    canvas.columns(
      frame, counts: histogram.counts, edges: histogram.edges, Style.color(color))
    canvas.bottomAxis(frame, .below(x, apart: smallestTick), title: title)
  }
}
