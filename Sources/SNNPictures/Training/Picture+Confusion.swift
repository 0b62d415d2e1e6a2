public import SNNTraining

extension Picture {
  /// How often each class was taken for each other one: what samples are downwards, what they were
  /// taken for to the right, as shares of each row.
  ///
  ///     Picture.confusion(evaluation.confusion, classNames: iris.classNames)
  ///
  /// Right answers and mistakes differ in colour.  Samples without an answer, because a score was
  /// NaN, get a column of their own where there are any.
  ///
  /// - Parameters:
  ///   - matrix: the counts.
  ///   - classNames: a name for each class; shortened where long, whole under a resting pointer.
  ///   - title: the line above the picture.
  /// - Precondition: as many names as classes.
  public static func confusion(
    _ matrix: ConfusionMatrix, classNames: [String], title: String = "Answers by class"
  ) -> Picture {
    require(
      classNames.count == matrix.counts.count,
      "confusion: \(classNames.count) names of \(matrix.counts.count) classes")
    if classNames.isEmpty { return Sheet.empty(title, saying: "There are no classes to draw.") }
    let grid = ConfusionGrid(matrix, classNames)
    var sheet = Sheet(title)
    sheet.draw(grid)
    sheet.note(
      "\(matrix.right) of \(counted(matrix.total, "sample")) right"
        + (matrix.total == 0 ? "." : " (\(percent(Double(matrix.accuracy))))."))
    if grid.classes.count < classNames.count {
      sheet.note(
        "Of \(classNames.count) classes, the \(grid.classes.count) with most samples are drawn.")
    }
    let missing = grid.unanswered.reduce(0, +)
    if missing > 0 { sheet.note("\(counted(missing, "sample")) got no answer.") }
    let empty = grid.support.count { $0 == 0 }
    if empty > 0, matrix.total > 0 { sheet.note("\(counted(empty, "row")) without samples.") }
    return sheet.picture
  }
}

/// The classes that are drawn, with their counts.
private struct ConfusionGrid {
  /// At most so many classes are drawn.
  static let limit = 50

  let classes: [Int]
  let names: [String]
  let counts: [[Int]]
  let unanswered: [Int]
  /// All samples of each class, whatever they were taken for.
  let support: [Int]

  init(_ matrix: ConfusionMatrix, _ names: [String]) {
    let support = matrix.counts.indices.map { matrix.scores(ofClass: $0).support }
    let most = support.indices.sorted { (support[$1], $0) < (support[$0], $1) }
    let classes = most.prefix(Self.limit).sorted()
    self.classes = classes
    self.names = classes.map { names[$0] }
    self.support = classes.map { support[$0] }
    counts = classes.map { row in classes.map { matrix.counts[row][$0] } }
    unanswered = classes.map { matrix.unanswered[$0] }
  }

  var hasUnanswered: Bool { unanswered.contains { $0 > 0 } }
}

extension Sheet {
  fileprivate mutating func draw(_ grid: ConfusionGrid) {
    let longest = grid.names.map { textWidth(printable($0, limit: 40)) }.max() ?? 0
    let left = Self.margin + 22 + min(130, longest) + 8
    let extra = grid.hasUnanswered ? 1.4 : 0
    let cell = min(88, (Self.right - left) / (Double(grid.names.count) + extra))
    let size = cell * Double(grid.names.count)
    // Upright names where they would not fit side by side.
    let upright = longest > cell - 8
    let head = upright ? min(110, longest) : 20
    canvas.text("taken for", left + size / 2, top + 4, .middle)
    top += 16 + head
    let place = (x: left, y: top)
    canvas.text("is", Self.margin + 12, top + size / 2, .middle, upright: true)
    // Names nearer than a line's height would overlap.
    let every = max(1, Int((14 / cell).rounded(.up)))
    for (index, name) in grid.names.enumerated() where index % every == 0 {
      let middle = (Double(index) + 0.5) * cell
      canvas.name(name, left - 8, top + middle + 4, .end, room: min(130, longest), "soft")
      if upright {
        canvas.name(
          name, left + middle + 4, top - 8, room: head, "soft", upright: true)
      } else {
        canvas.name(name, left + middle, top - 8, .middle, room: cell - 8, "soft")
      }
    }
    drawCells(grid, at: place, cell: cell)
    top += size + 8
    if every > 1 { note("Along the axes one of every \(every) names is written.") }
    drawKey()
  }

  private mutating func drawCells(
    _ grid: ConfusionGrid, at place: (x: Double, y: Double), cell: Double
  ) {
    let tips = grid.names.map { shortened($0, to: 150) }
    for (row, counts) in grid.counts.enumerated() {
      let y = place.y + Double(row) * cell
      for (column, count) in counts.enumerated() {
        drawCell(
          count, of: grid.support[row], x: place.x + Double(column) * cell, y: y, size: cell,
          color: row == column ? "c1" : "c2", tip: "\(tips[row]) taken for \(tips[column])")
      }
      guard grid.hasUnanswered else { continue }
      drawCell(
        grid.unanswered[row], of: grid.support[row],
        x: place.x + (Double(counts.count) + 0.4) * cell, y: y, size: cell, color: "c4",
        tip: "\(tips[row]) without an answer")
    }
    if grid.hasUnanswered {
      let x = place.x + (Double(grid.names.count) + 0.9) * cell
      canvas.text("no answer", x + 4, place.y - 8, .start, "soft", upright: true)
    }
  }

  private mutating func drawCell(
    _ count: Int, of total: Int, x: Double, y: Double, size: Double, color: String, tip: String
  ) {
    let share = total == 0 ? 0 : Double(count) / Double(total)
    let gap = size < 8 ? 0.25 : 0.5
    canvas.rectangle(
      x + gap, y + gap, width: size - 2 * gap, height: size - 2 * gap, "cell fill \(color)",
      // Nothing stays visible as a place, and one case differs from none.
      opacity: count == 0 ? 0.06 : 0.12 + 0.88 * share,
      tip: "\(tip): \(count) of \(total)")
    guard count > 0, size >= 14 else { return }
    let (text, type) = ("\(count)", size < 30 ? 9.0 : 12)
    guard textWidth(text, size: type) <= size - 2 else {
      return note("Counts too long for their cells are shown where the pointer rests.")
    }
    // Whatever the paper: pale cells take ink, full ones paper, and those between a dark grey.
    let ink = share > 0.85 ? "paper" : share > 0.57 ? "deep" : ""
    canvas.text(
      text, x + size / 2, y + size / 2 + type / 3, .middle, size < 30 ? "tiny \(ink)" : ink)
  }

  /// What the colours say.
  private mutating func drawKey() {
    var x = Self.margin
    for (color, words) in [("c1", "right"), ("c2", "mistaken")] {
      for step in 0..<5 {
        canvas.rectangle(
          x, top + 2, width: 12, height: 10, "fill \(color)",
          opacity: 0.12 + 0.88 * Double(step) / 4)
        x += 12
      }
      canvas.text("\(words), 0–100 % of the row", x + 6, top + 11, .start, "soft")
      x += textWidth("\(words), 0–100 % of the row") + 24
    }
    top += 18
  }
}
