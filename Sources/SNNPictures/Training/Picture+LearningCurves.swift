public import SNNTraining

extension Picture {
  /// Loss and accuracy, epoch by epoch, over the training rows and over the validation rows.
  ///
  ///     var reports: [EpochReport] = []
  ///     try trainer.fit(train, epochs: 40, validation: test) { reports.append($0) }
  ///     try Picture.learningCurves(reports).save(to: "curves.svg")
  ///
  /// - Parameters:
  ///   - reports: what the epochs came to, in their order.
  ///   - title: the line above the picture.
  public static func learningCurves(
    _ reports: [EpochReport], title: String = "Learning curves"
  ) -> Picture {
    if reports.isEmpty { return Sheet.empty(title, saying: "There are no epochs to draw.") }
    let losses = curves(of: reports, train: \.trainLoss, validation: \.validationLoss)
    let accuracies = curves(
      of: reports, train: \.trainAccuracy, validation: \.validationAccuracy
    ).map { curve in
      Curve(name: curve.name, points: curve.points.map { ($0.x, $0.y.map { $0 * 100 }) })
    }
    var sheet = Sheet(title)
    sheet.legend(losses)
    let epochs = extent(of: reports.map { Double($0.epoch) })
    sheet.draw([(losses, "loss"), (accuracies, "accuracy (%)")], over: epochs)
    sheet.note(thinningNote(losses, "epochs"))
    let missing = reports.reduce(0) { count, report in
      let measures = [
        report.trainLoss, report.trainAccuracy, report.validationLoss, report.validationAccuracy,
      ]
      return count + measures.count { $0 != nil && $0?.drawable == nil }
    }
    sheet.note(missingNote(missing, "value"))
    return sheet.picture
  }
}

/// A curve over the training rows and, where any epoch has one, over the validation rows.
private func curves(
  of reports: [EpochReport], train: KeyPath<EpochReport, Scalar>,
  validation: KeyPath<EpochReport, Scalar?>
) -> [Curve] {
  let training = Curve(
    name: "training", points: reports.map { (Double($0.epoch), $0[keyPath: train].drawable) })
  let validating = Curve(
    name: "validation",
    points: reports.map { (Double($0.epoch), $0[keyPath: validation]?.drawable) })
  return reports.contains { $0[keyPath: validation] != nil } ? [training, validating] : [training]
}

extension Sheet {
  /// Panels one below the other, their frames flush.
  fileprivate mutating func draw(
    _ panels: [(curves: [Curve], title: String)], over epochs: ClosedRange<Double>
  ) {
    let height = 150.0
    let domains = panels.map { panel in
      widened(extent(of: panel.curves.flatMap { $0.points.compactMap(\.y) }))
    }
    let rulers = domains.map { Ticks.beside(Scale($0, from: 0, to: height)) }
    let left = Self.margin + (rulers.map(leftRoom).max() ?? 0)
    let x = Scale(epochs, from: left, to: Self.right)
    for (index, panel) in panels.enumerated() {
      let frame = Frame(x: x, y: Scale(domains[index], from: top + height, to: top))
      canvas.leftAxis(frame, rulers[index], title: panel.title)
      draw(panel.curves, in: frame)
      canvas.bottomAxis(frame, .below(x, apart: 1), title: "epoch")
      top = frame.bottom + Canvas.bottomRoom + 14
    }
  }
}
