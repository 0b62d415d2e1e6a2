/// The rectangle that a text takes if its letters are 0.6 of its type's size wide.
struct TextBox {
  let text: String
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  init?(_ element: XMLElement) {
    guard let x = element.number("x"), let y = element.number("y") else { return nil }
    let size =
      element.has("title") ? 15.0 : element.has("small") ? 10 : element.has("tiny") ? 9 : 12
    text = element.label
    let width = Double(text.count) * 0.6 * size
    let ahead =
      switch element.attributes["text-anchor"] {
      case "middle": width / 2
      case "end": width
      default: 0.0
      }
    if element.attributes["transform"]?.hasPrefix("rotate(-90") == true {
      (left, right) = (x - 0.7 * size, x + 0.15 * size)
      (top, bottom) = (y + ahead - width, y + ahead)
    } else {
      (left, right) = (x - ahead, x - ahead + width)
      (top, bottom) = (y - 0.7 * size, y + 0.15 * size)
    }
  }

  func overlaps(_ other: TextBox) -> Bool {
    // A hair's breadth is the rounding of coordinates.
    let hair = 0.05
    return left < other.right - hair && other.left < right - hair
      && top < other.bottom - hair && other.top < bottom - hair
  }
}
