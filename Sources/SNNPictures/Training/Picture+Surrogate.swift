public import SNNTraining

extension Picture {
  /// A surrogate: the smooth function that stands in for the step of a spike, and its derivative.
  ///
  ///     Picture.surrogate(.fastSigmoid(slope: 25), over: -1...1)
  ///
  /// - Parameters:
  ///   - surrogate: the surrogate.
  ///   - range: the distances x = U − θ of the membrane from the threshold, dimensionless.
  ///   - title: the line above the picture; the surrogate's name unless given.
  /// - Precondition: the range is finite and not a single point.
  public static func surrogate(
    _ surrogate: Surrogate, over range: ClosedRange<Scalar> = -2...2, title: String? = nil
  ) -> Picture {
    curves(
      derivative: { surrogate.derivative(at: $0) }, primitive: { surrogate.primitive(at: $0) },
      over: range, title: title ?? "Surrogate \(surrogate)")
  }

  /// The same for a surrogate of one's own.
  ///
  /// - Parameters:
  ///   - surrogate: the surrogate.
  ///   - range: the distances x = U − θ of the membrane from the threshold, dimensionless.
  ///   - title: the line above the picture.
  /// - Precondition: the range is finite and not a single point.
  public static func surrogate(
    _ surrogate: CustomSurrogate, over range: ClosedRange<Scalar> = -2...2,
    title: String = "Surrogate"
  ) -> Picture {
    curves(
      derivative: surrogate.derivativeFunction, primitive: surrogate.primitiveFunction,
      over: range, title: title)
  }

  private static func curves(
    derivative: (Scalar) -> Scalar, primitive: (Scalar) -> Scalar, over range: ClosedRange<Scalar>,
    title: String
  ) -> Picture {
    guard let lower = range.lowerBound.drawable, let upper = range.upperBound.drawable,
      lower < upper
    else { stop("surrogate: range \(range)", file: #fileID, line: #line) }
    let places = (0...400).map { lower + (upper - lower) * Double($0) / 400 }
    let smooth = Curve(
      name: "primitive", points: places.map { ($0, primitive(Scalar($0)).drawable) })
    let slope = Curve(
      name: "derivative dS/dx", points: places.map { ($0, derivative(Scalar($0)).drawable) })
    let step = Curve(
      name: "spike S = H(x)", points: [(lower, 0), (0, 0), (0, 1), (upper, 1)])
    var sheet = Sheet(title)
    sheet.panel(
      lower < 0 && upper > 0 ? [smooth, step] : [smooth], over: lower...upper, title: "value")
    sheet.panel([slope], over: lower...upper, title: "slope")
    let missing = (smooth.points + slope.points).count { $0.y == nil }
    sheet.note(missingNote(missing, "value"))
    return sheet.picture
  }
}

extension Sheet {
  fileprivate mutating func panel(
    _ curves: [Curve], over range: ClosedRange<Double>, title: String
  ) {
    legend(curves)
    let domain = extent(of: curves.flatMap { $0.points.compactMap(\.y) } + [0])
    let y = Scale(widened(domain), from: top + 150, to: top)
    let ticks = Ticks.beside(y)
    let x = Scale(range, from: Self.margin + leftRoom(ticks), to: Self.right)
    let frame = Frame(x: x, y: y)
    canvas.leftAxis(frame, ticks, title: title)
    if range.contains(0) { canvas.line(x(0), frame.top, x(0), frame.bottom, "grid") }
    for (index, curve) in curves.enumerated() {
      let points = curve.points.map { point in point.y.map { frame.point(point.x, $0) } }
      canvas.path(points, Style.line(index))
    }
    canvas.bottomAxis(frame, .below(x), title: "distance from the threshold x = U − θ")
    top = frame.bottom + Canvas.bottomRoom + 14
  }
}
