/// A line of values, some of which may be missing.
struct Curve {
  /// At most so many points of a curve are drawn.
  static let pointLimit = 600

  let name: String
  let points: [(x: Double, y: Double?)]

  /// Evenly taken points, the last among them.
  var thinned: Curve {
    guard points.count > Self.pointLimit else { return self }
    let last = points.count - 1
    let kept = (0..<Self.pointLimit).map { points[$0 * last / (Self.pointLimit - 1)] }
    return Curve(name: name, points: kept)
  }
}

/// The note that thinning owes.
func thinningNote(_ curves: [Curve], _ noun: String) -> String? {
  let most = curves.map(\.points.count).max() ?? 0
  guard most > Curve.pointLimit else { return nil }
  return "Of \(most) \(noun), \(Curve.pointLimit) evenly spaced ones are drawn."
}

/// The note that values without a place owe.
func missingNote(_ count: Int, _ noun: String) -> String? {
  if count == 0 { return nil }
  let rest = count == 1 ? "that is not a finite number was" : "that are not finite numbers were"
  return "\(counted(count, noun)) \(rest) left out."
}

extension Sheet {
  /// The colour, the dashes and the name of each curve.
  mutating func legend(_ curves: [Curve]) {
    legend(curves.map(\.name)) { canvas, index, x, y in
      canvas.line(x, y, x + 24, y, Style.line(index))
    }
  }

  /// Curves in a frame, with dots where there are few points.
  mutating func draw(_ curves: [Curve], in frame: Frame) {
    for (index, curve) in curves.enumerated() {
      let points = curve.thinned.points.map { point in
        point.y.map { frame.point(point.x, $0) }
      }
      canvas.path(points, Style.line(index))
      if points.count <= 40 {
        for case let point? in points { canvas.dot(point.x, point.y, Style.color(index)) }
      }
    }
  }
}
