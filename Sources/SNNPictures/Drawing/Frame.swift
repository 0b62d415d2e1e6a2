/// The rectangle that data are drawn in, with what its two axes measure.
struct Frame {
  let x: Scale
  /// Its start is below where values grow upwards, above where they are counted downwards.
  let y: Scale

  var left: Double { x.start }
  var right: Double { x.end }
  var top: Double { min(y.start, y.end) }
  var bottom: Double { max(y.start, y.end) }
  var width: Double { right - left }
  var height: Double { bottom - top }

  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (self.x(x), self.y(y)) }
}

/// The room at the left of a frame that its labels and its upright title take.
func leftRoom(_ ticks: Ticks) -> Double { 30 + ticks.width }

extension Canvas {
  /// The line below a frame, round numbers along it and what they count.
  mutating func bottomAxis(_ frame: Frame, _ ticks: Ticks, title: String) {
    bottomAxis(frame, labels: ticks.marks.map { (frame.x($0.value), $0.text) }, title: title)
  }

  /// The same with labels of one's own, at places in units of the picture.
  mutating func bottomAxis(_ frame: Frame, labels: [(x: Double, text: String)], title: String) {
    line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    for label in labels {
      line(label.x, frame.bottom, label.x, frame.bottom + 4, "axis")
      text(label.text, label.x, frame.bottom + 17, .middle, "soft")
    }
    text(title, (frame.left + frame.right) / 2, frame.bottom + 36, .middle)
  }

  /// The room below a frame that this axis takes.
  static let bottomRoom = 44.0

  /// The labels left of a frame; grid lines run from them through the frame.
  mutating func leftAxis(_ frame: Frame, _ ticks: Ticks, title: String) {
    for mark in ticks.marks {
      let y = frame.y(mark.value)
      line(frame.left, y, frame.right, y, "grid")
      text(mark.text, frame.left - 8, y + 4, .end, "soft")
    }
    leftTitle(frame, title, ticks)
  }

  /// The same beside rows of marks, which a grid would run through.
  mutating func leftRows(_ frame: Frame, _ ticks: Ticks, title: String) {
    line(frame.left, frame.top, frame.left, frame.bottom, "axis")
    for mark in ticks.marks {
      let y = frame.y(mark.value)
      line(frame.left - 4, y, frame.left, y, "axis")
      text(mark.text, frame.left - 8, y + 4, .end, "soft")
    }
    leftTitle(frame, title, ticks)
  }

  private mutating func leftTitle(_ frame: Frame, _ title: String, _ ticks: Ticks) {
    // A low frame has no room for an upright title; the drawing above it names what it counts.
    guard textWidth(title) <= frame.height + 8 else { return }
    text(
      title, frame.left - ticks.width - 18, (frame.top + frame.bottom) / 2, .middle, upright: true)
  }

  /// Columns that touch, from zero up.
  mutating func columns(_ frame: Frame, counts: [Int], edges: [Double], _ classes: String) {
    for (index, count) in counts.enumerated() where count > 0 {
      let (left, right) = (frame.x(edges[index]), frame.x(edges[index + 1]))
      let y = frame.y(Double(count))
      rectangle(
        left + 0.5, y, width: max(0.5, right - left - 1), height: frame.bottom - y,
        "fill \(classes)")
    }
  }
}
