/// Collects the elements of a picture.
struct Canvas {
  /// Where a text begins or ends: its place is its start, its middle or its end.
  enum Anchor: String { case start, middle, end }

  private(set) var elements: [String] = []

  mutating func rectangle(
    _ x: Double, _ y: Double, width: Double, height: Double, _ classes: String,
    opacity: Double = 1, tip: String? = nil
  ) {
    let shape =
      "<rect class=\"\(classes)\" x=\"\(code(x))\" y=\"\(code(y))\" width=\"\(code(width))\" "
      + "height=\"\(code(height))\"" + (opacity < 1 ? " fill-opacity=\"\(code(opacity))\"" : "")
    elements.append(
      tip.map { "\(shape)><title>\(escaped($0))</title></rect>" } ?? "\(shape)/>")
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) {
    elements.append(
      "<path class=\"\(classes)\" d=\"M\(code(x1)) \(code(y1))L\(code(x2)) \(code(y2))\"/>")
  }

  mutating func dot(_ x: Double, _ y: Double, _ classes: String) {
    elements.append(
      "<circle class=\"fill \(classes)\" cx=\"\(code(x))\" cy=\"\(code(y))\" r=\"3\"/>")
  }

  /// A path from point to point, broken where a point is missing.
  mutating func path(_ points: [(x: Double, y: Double)?], _ classes: String) {
    var data = ""
    var broken = true
    for point in points {
      if let point {
        let place = "\(code(point.x)) \(code(point.y))"
        // A point alone is a line of no length, which round ends make a dot.
        data += broken ? "M\(place)h0" : "L\(place)"
      }
      broken = point == nil
    }
    if !data.isEmpty { elements.append("<path class=\"\(classes)\" d=\"\(data)\"/>") }
  }

  /// Marks in units of cells, each row's as a stroke along it.
  mutating func marks(
    _ data: String, at origin: (x: Double, y: Double), cell: (width: Double, height: Double),
    thickness: Double, _ classes: String
  ) {
    if data.isEmpty { return }
    let (sx, sy) = (
      Decimal(cell.width, decimals: 5).code, Decimal(cell.height, decimals: 5).code
    )
    elements.append(
      "<path class=\"marks \(classes)\" transform=\"translate(\(code(origin.x)) \(code(origin.y))) "
        + "scale(\(sx) \(sy))\" stroke-width=\"\(code(thickness))\" d=\"\(data)\"/>")
  }

  /// A line of text; `tip` is shown whole to a pointer that rests on it.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ classes: String = "",
    upright: Bool = false, tip: String? = nil
  ) {
    let turn = upright ? " transform=\"rotate(-90 \(code(x)) \(code(y)))\"" : ""
    let look = classes.isEmpty ? "" : " class=\"\(classes)\""
    let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let whole = tip.map { "<title>\(escaped($0))</title>" } ?? ""
    elements.append(
      "<text\(look) x=\"\(code(x))\" y=\"\(code(y))\"\(side)\(turn)>\(whole)\(escaped(text))</text>"
    )
  }

  /// A name cut to the room there is, whole in its tip.
  mutating func name(
    _ name: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, room: Double,
    _ classes: String = "", upright: Bool = false
  ) {
    if name.isEmpty { return }
    let short = shortened(name, to: room)
    text(
      short, x, y, anchor, classes, upright: upright, tip: short == name ? nil : fullName(name))
  }

  /// An element as it is.
  mutating func raw(_ element: String) { elements.append(element) }
}
