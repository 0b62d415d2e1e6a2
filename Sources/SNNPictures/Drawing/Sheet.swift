internal import SNNTraining

/// A picture in the making: a title, drawings one below the other, and notes at the foot.
struct Sheet {
  static let width = 720.0
  static let margin = 16.0
  /// The right end of drawings, which leaves room for half a label beyond it.
  static let right = width - 32

  private let title: String
  private var notes: [String] = []
  var canvas = Canvas()

  /// Where the next drawing begins.
  var top: Double

  init(_ title: String) {
    self.title = printable(title, limit: 300)
    top = 12
    for line in wrapped(self.title, to: Self.width - 2 * Self.margin, size: 16) {
      top += 18
      canvas.text(line, Self.margin, top, .start, "title")
    }
    top += 20
  }

  /// Says something at the foot, once.
  mutating func note(_ sentence: String?) {
    if let sentence, !notes.contains(sentence) { notes.append(sentence) }
  }

  /// Lines of a legend, above what is drawn next.
  mutating func legend(_ names: [String], swatch: (inout Canvas, Int, Double, Double) -> Void) {
    var x = Self.margin
    top += 4
    for (index, name) in names.enumerated() {
      let short = shortened(name, to: 300)
      let width = 40 + textWidth(short)
      if x + width > Self.width - Self.margin { (x, top) = (Self.margin, top + 18) }
      swatch(&canvas, index, x, top)
      canvas.name(name, x + 30, top + 4, room: 300)
      x += width + 12
    }
    top += 20
  }

  /// The picture, as high as what was drawn.
  var picture: Picture {
    var foot = canvas
    var y = top
    for note in notes {
      for line in wrapped(note, to: Self.width - 2 * Self.margin) {
        y += 16
        foot.text(line, Self.margin, y, .start, "soft")
      }
    }
    let (width, height) = (code(Self.width), code(y + 14))
    let description = notes.isEmpty ? "" : "<desc>\(escaped(notes.joined(separator: " ")))</desc>\n"
    return Picture(
      svg: """
        <svg xmlns="http://www.w3.org/2000/svg" class="snn-picture" role="img" \
        viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
        <title>\(escaped(title))</title>
        \(description)<style>
        \(Style.sheet)
        </style>
        <rect class="paper" width="\(width)" height="\(height)"/>
        \(foot.elements.joined(separator: "\n"))
        </svg>
        """)
  }

  /// A picture of nothing, which says so.
  static func empty(_ title: String, saying sentence: String) -> Picture {
    var sheet = Sheet(title)
    sheet.note(sentence)
    return sheet.picture
  }
}
