/// The strokes of a path, each a line along a row, in units of the picture.
func strokes(of path: XMLElement) -> [(from: Double, to: Double, y: Double)] {
  let numbers = { (text: Substring) in
    text.matches(of: /-?[0-9.]+/).compactMap { Double($0.output) }
  }
  let transform = numbers((path.attributes["transform"] ?? "")[...])
  guard transform.count >= 3 else { return [] }
  let (dx, dy, sx, sy) = (transform[0], transform[1], transform[2], transform.last ?? 1)
  var (x, y) = (0.0, 0.0)
  var result: [(from: Double, to: Double, y: Double)] = []
  for command in (path.attributes["d"] ?? "").matches(of: /([Mmh])([^Mmh]*)/) {
    let values = numbers(command.2)
    switch command.1 {
    case "M": (x, y) = (values[0], values[1])
    case "m": (x, y) = (x + values[0], y + values[1])
    default:
      result.append((dx + sx * x, dx + sx * (x + values[0]), dy + sy * y))
      x += values[0]
    }
  }
  return result
}

extension XMLElement {
  /// The marks of spikes and of pixels.
  var marks: [(from: Double, to: Double, y: Double)] {
    all("path").filter { $0.has("marks") }.flatMap(strokes)
  }

  /// Where a label of the axis below stands, among those that are centred at a tick.
  func x(of label: String) -> Double? {
    all("text").first {
      $0.label == label && $0.has("soft") && $0.attributes["text-anchor"] == "middle"
    }?.number("x")
  }

  /// Where a label of the axis at the left stands; letters are centred 4 units above their base.
  func y(of label: String) -> Double? {
    all("text").first { $0.label == label && $0.attributes["text-anchor"] == "end" }
      .flatMap { $0.number("y") }.map { $0 - 4 }
  }

  /// The centres of dots.
  var dots: [(x: Double, y: Double)] {
    all("circle").compactMap { dot in
      dot.number("cx").flatMap { x in dot.number("cy").map { (x, $0) } }
    }
  }

  /// All that is written, with what only a resting pointer shows.
  var words: String { all.map(\.text).joined(separator: "\n") }
}
