import SNN
import SNNCommandLine

/// Agreement and accuracy against steps, as a drawing in SVG for light and dark pages.
struct CurveChart {
  let points: [Verification.Point]
  let originalAccuracy: Scalar?

  private let size = (width: 640.0, height: 300.0)
  private let frame = (left: 56.0, top: 16.0, right: 130.0, bottom: 44.0)

  var svg: String {
    let lines = [
      series(points.map { Double($0.agreement) }, "agreement"),
      points.allSatisfy { $0.accuracy != nil }
        ? series(points.map { Double($0.accuracy ?? 0) }, "accuracy") : "",
      originalAccuracy.map { level(Double($0)) } ?? "",
    ]
    return """
      <svg viewBox="0 0 \(number(size.width)) \(number(size.height))" role="img" \
      aria-label="Agreement and accuracy against steps">
      \(axes)
      \(lines.joined(separator: "\n"))
      </svg>
      """
  }

  private var lowest: Double {
    let values = points.flatMap {
      [Double($0.agreement)] + ($0.accuracy.map { [Double($0)] } ?? [])
    }
    // The tenth below, so that the line does not run along the axis.
    return min(0.9, ((values.min() ?? 0) * 10).rounded(.down) / 10)
  }

  private func x(_ index: Int) -> Double {
    let room = size.width - frame.left - frame.right
    return frame.left
      + (points.count < 2 ? room / 2 : room * Double(index) / Double(points.count - 1))
  }

  private func y(_ share: Double) -> Double {
    let room = size.height - frame.top - frame.bottom
    return frame.top + room * (1 - (share - lowest) / max(1e-9, 1 - lowest))
  }

  private var axes: String {
    let (left, right) = (frame.left, size.width - frame.right)
    let ticks = stride(from: 0, through: 4, by: 1).map { lowest + (1 - lowest) * Double($0) / 4 }
    let rows = ticks.map { share in
      """
      <line class="grid" x1="\(number(left))" x2="\(number(right))" y1="\(number(y(share)))" \
      y2="\(number(y(share)))"/>
      <text class="tick" x="\(number(left - 8))" y="\(number(y(share) + 4))" text-anchor="end">\
      \(fixed(Scalar(share * 100), 0))%</text>
      """
    }
    let columns = points.enumerated().map { index, point in
      """
      <text class="tick" x="\(number(x(index)))" y="\(number(size.height - frame.bottom + 18))" \
      text-anchor="middle">\(point.steps)</text>
      """
    }
    let label = """
      <text class="tick" x="\(number((left + right) / 2))" y="\(number(size.height - 6))" \
      text-anchor="middle">steps T</text>
      """
    return (rows + columns + [label]).joined(separator: "\n")
  }

  private func series(_ values: [Double], _ name: String) -> String {
    let places = values.enumerated().map { "\(number(x($0))),\(number(y($1)))" }
    let dots = values.enumerated().map {
      "<circle class=\"\(name)\" cx=\"\(number(x($0)))\" cy=\"\(number(y($1)))\" r=\"3.5\"/>"
    }
    return """
      <polyline class="\(name)" points="\(places.joined(separator: " "))"/>
      \(dots.joined())
      """
  }

  private func level(_ share: Double) -> String {
    guard share >= lowest else { return "" }
    let right = size.width - frame.right
    return """
      <line class="original" x1="\(number(frame.left))" x2="\(number(right))" \
      y1="\(number(y(share)))" y2="\(number(y(share)))"/>
      <text class="tick" x="\(number(right + 8))" y="\(number(y(share) + 4))">original \
      \(percent(Scalar(share)))</text>
      """
  }

  private func number(_ value: Double) -> String { fixed(Scalar(value), 1) }
}
