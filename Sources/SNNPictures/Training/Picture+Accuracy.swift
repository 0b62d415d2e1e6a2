public import SNNTraining

extension Picture {
  /// How shares of samples, such as right answers, grow with the number of steps.
  ///
  ///     Picture.accuracy(
  ///       againstSteps: [("right answers", [(1, 0.6), (2, 0.9), (4, 0.95)])], original: 0.96)
  ///
  /// Along the axis of steps every doubling is equally wide.
  ///
  /// - Parameters:
  ///   - curves: the name of each measure and its points: steps ≥ 1, and a share in 0...1; of more
  ///     than twelve, the first twelve are drawn.
  ///   - original: the accuracy of a network without steps, drawn as a level.
  ///   - title: the line above the picture.
  /// - Precondition: steps ≥ 1.
  public static func accuracy(
    againstSteps curves: [(name: String, points: [(steps: Int, share: Scalar)])],
    original: Scalar? = nil, title: String = "Accuracy against steps"
  ) -> Picture {
    let steps = Set(curves.flatMap { $0.points.map(\.steps) }).sorted()
    guard let first = steps.first, let last = steps.last else {
      return Sheet.empty(title, saying: "There are no points to draw.")
    }
    require(first >= 1, "accuracy: a point at \(first) steps, expected at least 1")
    let drawn = curves.prefix(12).map { curve in
      Curve(
        name: curve.name,
        points: curve.points.sorted { $0.steps < $1.steps }.map { point in
          (doublings(point.steps), point.share.drawable.map { $0 * 100 })
        })
    }
    let level = original.flatMap(\.drawable).map { $0 * 100 }
    var sheet = Sheet(title)
    sheet.legend(drawn)
    let shares = drawn.flatMap { $0.points.compactMap(\.y) } + (level.map { [$0] } ?? [])
    let lowest = shares.min() ?? 0
    // The tenth below, so that a line does not run along the axis.
    let floor = min(90, (lowest / 10 - 0.01).rounded(.down) * 10)
    let y = Scale(
      max(0, floor)...max(100, shares.max() ?? 100), from: sheet.top + 230, to: sheet.top + 6)
    let ticks = Ticks.beside(y)
    let span = extent(of: [doublings(first), doublings(last)])
    let room = level == nil ? 0 : textWidth("original 100.0 %") + 4
    let x = Scale(
      span, from: Sheet.margin + leftRoom(ticks) + 14, to: Sheet.right - max(0, room - 24))
    let frame = Frame(x: x, y: y)
    sheet.canvas.leftAxis(frame, ticks, title: "samples (%)")
    if let level {
      sheet.canvas.line(frame.left, y(level), frame.right, y(level), "level")
      sheet.canvas.text(
        "original \(percent(level / 100))", frame.right + 8, y(level) + 4, .start, "soft")
    }
    sheet.draw(drawn, in: frame)
    sheet.canvas.bottomAxis(
      frame, labels: spaced(steps.map { (x(doublings($0)), "\($0)") }), title: "steps T")
    sheet.top = frame.bottom + Canvas.bottomRoom
    if drawn.count < curves.count {
      sheet.note("Of \(curves.count) curves, the first \(drawn.count) are drawn.")
    }
    sheet.note(thinningNote(drawn, "points"))
    let missing = drawn.reduce(0) { $0 + $1.points.count { $0.y == nil } }
    sheet.note(missingNote(missing, "value"))
    if original != nil, level == nil {
      sheet.note("The original's accuracy is not a finite number and is not drawn.")
    }
    return sheet.picture
  }
}

/// The logarithm to base 2 where it is whole, and a straight line in between.
private func doublings(_ steps: Int) -> Double {
  let number = Double(steps)
  return Double(number.exponent) + number.significand - 1
}

/// The labels that do not touch each other; the last is always one of them.
private func spaced(_ labels: [(x: Double, text: String)]) -> [(x: Double, text: String)] {
  var kept: [(x: Double, text: String)] = []
  var free = Double.infinity
  for label in labels.reversed() {
    let half = textWidth(label.text) / 2 + 5
    guard label.x + half <= free else { continue }
    kept.append(label)
    free = label.x - half
  }
  return kept
}
