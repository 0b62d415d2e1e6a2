public import SNNTraining

extension Picture {
  /// Weights of a layer that sees images, one small image for each of its neurons.
  ///
  ///     Picture.weights(linear.weight, height: 28, width: 28)
  ///
  /// Zero is the colour of the page; one colour grows with positive weights, another with negative
  /// ones, on one scale for all neurons.
  ///
  /// - Parameters:
  ///   - weights: `[out, height · width]`, each row an image row by row from its upper left corner.
  ///   - height: the rows of an image.
  ///   - width: the columns of an image.
  ///   - title: the line above the picture.
  /// - Precondition: the shape is as said; height and width are positive.
  public static func weights(
    _ weights: Tensor, height: Int, width: Int, title: String = "Weights"
  ) -> Picture {
    require(
      height > 0 && width > 0 && weights.rank == 2 && weights.shape[1] == height * width,
      "weights: shape \(weights.shape), images of \(height) × \(width), expected [out, \(height * width)]"
    )
    let neurons = weights.shape[0]
    if neurons == 0 { return Sheet.empty(title, saying: "There are no neurons to draw.") }
    // So many pixels fill a file of half a megabyte at worst.
    let block = max(1, (max(height, width) + 63) / 64)
    let pixels = ((height + block - 1) / block) * ((width + block - 1) / block)
    let drawn = evenly(min(neurons, 100, max(1, 60_000 / pixels)), of: neurons)
    let images = drawn.map { neuron in
      let first = neuron * height * width
      return WeightImage(
        weights.scalars[first..<first + height * width], height, width, block: block)
    }
    let limit = images.flatMap(\.pixels).compactMap { $0?.magnitude }.max() ?? 0
    var sheet = Sheet(title)
    sheet.draw(images, named: drawn, limit: limit)
    if drawn.count < neurons {
      sheet.note("Of \(neurons) neurons, \(drawn.count) evenly spaced ones are drawn.")
    }
    if block > 1 { sheet.note("A pixel is the mean of \(block) × \(block) weights.") }
    sheet.note(missingNote(images.reduce(0) { $0 + $1.missing }, "weight"))
    return sheet.picture
  }
}

/// One neuron's weights as an image, nil where there is no number.
private struct WeightImage {
  /// Shades of either colour.
  static let levels = 6

  let width: Int
  let height: Int
  let pixels: [Double?]
  /// How many weights have no place on the scale.
  let missing: Int

  /// The image with the means of blocks as pixels.
  init(_ weights: ArraySlice<Scalar>, _ height: Int, _ width: Int, block: Int) {
    let first = weights.startIndex
    var pixels: [Double?] = []
    for top in stride(from: 0, to: height, by: block) {
      for left in stride(from: 0, to: width, by: block) {
        var (sum, count) = (0.0, 0)
        for row in top..<min(top + block, height) {
          for column in left..<min(left + block, width) {
            guard let value = weights[first + row * width + column].drawable else { continue }
            (sum, count) = (sum + value, count + 1)
          }
        }
        pixels.append(count == 0 ? nil : sum / Double(count))
      }
    }
    self.pixels = pixels
    missing = weights.count { $0.drawable == nil }
    self.width = (width + block - 1) / block
    self.height = (height + block - 1) / block
  }

  /// The pixels of one shade, −levels...levels, as strokes along their rows.
  func path(of level: Int, limit: Double) -> String {
    var data = ""
    for row in 0..<height {
      var column = 0
      while column < width {
        let start = column
        while column < width, shade(row * width + column, limit) == level { column += 1 }
        if column > start { data += "M\(start) \(code(Double(row) + 0.5))h\(column - start)" }
        // Past the pixel of another shade that ended the stroke.
        column += 1
      }
    }
    return data
  }

  private func shade(_ pixel: Int, _ limit: Double) -> Int? {
    guard let value = pixels[pixel] else { return nil }
    return limit == 0 ? 0 : Int((value / limit * Double(Self.levels)).rounded())
  }
}

extension Sheet {
  fileprivate mutating func draw(_ images: [WeightImage], named neurons: [Int], limit: Double) {
    guard let first = images.first else { return }
    let room = Self.width - 2 * Self.margin
    let labelled = 12.0
    let columns = min(images.count, images.count <= 4 ? 4 : images.count <= 24 ? 6 : 10)
    let fitting = min((room - 8 * Double(columns - 1)) / Double(columns), 200)
    // Whole units to a pixel where there are few, so that all are equally large.
    let raw = fitting / Double(max(first.width, first.height))
    let pixel = raw >= 1 ? raw.rounded(.down) : raw
    let (width, height) = (pixel * Double(first.width), pixel * Double(first.height))
    let step = max(width + 8, textWidth("\(neurons.last ?? 0)", size: 10) + 6)
    for (index, image) in images.enumerated() {
      let x = Self.margin + Double(index % columns) * step
      let y = top + Double(index / columns) * (height + labelled + 8)
      canvas.text("\(neurons[index])", x, y + 8, .start, "small soft")
      for level in -WeightImage.levels...WeightImage.levels where level != 0 {
        canvas.raw(
          shade(image.path(of: level, limit: limit), level, x: x, y: y + labelled, pixel: pixel))
      }
      canvas.raw(
        "<rect class=\"grid\" x=\"\(code(x))\" y=\"\(code(y + labelled))\" "
          + "width=\"\(code(width))\" height=\"\(code(height))\"/>")
    }
    top += Double((images.count + columns - 1) / columns) * (height + labelled + 8) + 8
    drawKey(limit)
  }

  private func shade(_ data: String, _ level: Int, x: Double, y: Double, pixel: Double) -> String {
    if data.isEmpty { return "" }
    let share = Double(level.magnitude) / Double(WeightImage.levels)
    return
      "<path class=\"marks \(level < 0 ? "c1" : "c2")\" stroke-opacity=\"\(code(share))\" "
      + "transform=\"translate(\(code(x)) \(code(y))) scale(\(Decimal(pixel, decimals: 5).code))\" "
      + "stroke-width=\"1\" d=\"\(data)\"/>"
  }

  /// The scale of colours, centred at zero.
  private mutating func drawKey(_ limit: Double) {
    let levels = WeightImage.levels
    let least = "−" + measured(limit)
    let start = Self.margin + textWidth(least) + 8
    canvas.text(least, start - 8, top + 11, .end, "soft")
    for level in -levels...levels {
      canvas.rectangle(
        start + Double(level + levels) * 14, top, width: 14, height: 12,
        "fill \(level < 0 ? "c1" : "c2")",
        opacity: Double(level.magnitude) / Double(levels))
    }
    let end = start + Double(2 * levels + 1) * 14
    canvas.raw(
      "<rect class=\"grid\" x=\"\(code(start))\" y=\"\(code(top))\" width=\"\(code(end - start))\" "
        + "height=\"12\"/>")
    canvas.text(measured(limit), end + 8, top + 11, .start, "soft")
    canvas.text("0", start + (end - start) / 2, top + 25, .middle, "soft")
    top += 30
  }
}
