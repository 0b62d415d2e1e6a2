import SNNPictures
import SNNTraining
import Testing

/// Curves, cells and pixels of what training came to.
@Suite struct TrainingPictureTests {
  @Test func curvesPassThroughTheirValues() throws {
    let picture = try tree(
      of: Picture.learningCurves([
        report(1, loss: 2, accuracy: 0.5), report(2, loss: 1, accuracy: 0.75),
        report(3, loss: 0, accuracy: 1),
      ]).svg)
    let dots = picture.dots
    try #require(dots.count == 6, "three epochs of loss, three of accuracy")
    let (zero, two) = try (#require(picture.y(of: "0")), #require(picture.y(of: "2.0")))
    for (dot, loss) in zip(dots, [2.0, 1, 0]) {
      #expect(abs(dot.y - (zero + (two - zero) * loss / 2)) < 0.1)
    }
    for (dot, epoch) in zip(dots, ["1", "2", "3"]) {
      #expect(abs(dot.x - (picture.x(of: epoch) ?? 0)) < 0.1)
    }
    let (low, high) = try (#require(picture.y(of: "60")), #require(picture.y(of: "100")))
    for (dot, share) in zip(dots[3...], [0.5, 0.75, 1]) {
      #expect(abs(dot.y - (low + (high - low) * (share - 0.6) / 0.4)) < 0.1)
    }
    #expect(!picture.words.contains("validation"))
  }

  @Test func validationHasACurveOfItsOwn() throws {
    let reports = (1...3).map {
      report($0, loss: 1, accuracy: 0.5, validationLoss: 2, validationAccuracy: 0.25)
    }
    let picture = try tree(of: Picture.learningCurves(reports).svg)
    #expect(picture.dots.count == 12)
    #expect(picture.words.contains("validation"))
  }

  @Test func whatIsLeftOutIsSaid() {
    #expect(Gallery.curvesLong.picture.svg.contains("Of 5000 epochs, 600 evenly spaced ones"))
    // Five training losses are NaN, and five of validation.
    #expect(Gallery.curvesNaN.picture.svg.contains("10 values that are not finite numbers were"))
    #expect(Gallery.stepsNaN.picture.svg.contains("1 value that is not a finite number was"))
    #expect(Gallery.stepsNaN.picture.svg.contains("accuracy is not a finite number"))
    #expect(Gallery.weightsNaN.picture.svg.contains("2 weights that are not finite numbers were"))
    #expect(Gallery.stepsCurves.picture.svg.contains("Of 300 curves, the first 12 are drawn."))
    #expect(Gallery.weightsMany.picture.svg.contains("Of 1000 neurons, "))
    #expect(Gallery.weightsLarge.picture.svg.contains("A pixel is the mean of 5 × 5 weights."))
    #expect(Gallery.confusionHuge.picture.svg.contains("Of 300 classes, the 50 with most samples"))
    #expect(Gallery.surrogateUnusable.picture.svg.contains("that are not finite numbers were"))
  }

  @Test func doublingsAreEquallyWide() throws {
    let picture = try tree(
      of: Picture.accuracy(
        againstSteps: [("right answers", [(1, 0.5), (2, 0.75), (4, 1), (8, 1)])], original: 1
      ).svg)
    let places = try ["1", "2", "4", "8"].map { try #require(picture.x(of: $0)) }
    #expect(abs(places[1] - places[0] - (places[2] - places[1])) < 0.05)
    #expect(abs(places[3] - places[2] - (places[2] - places[1])) < 0.05)
    let dots = picture.dots
    try #require(dots.count == 4)
    #expect(zip(dots, places).allSatisfy { abs($0.x - $1) < 0.05 })
    #expect(abs(dots[1].y - (dots[0].y + dots[2].y) / 2) < 0.05, "75 % is half way")
    #expect(picture.words.contains("original 100.0 %"))
  }

  @Test(arguments: [(3, 0), (26, 0), (3, 2), (26, 5)])
  func everyPairOfClassesHasACell(_ size: (classes: Int, unanswered: Int)) throws {
    var matrix = ConfusionMatrix(classes: size.classes)
    matrix.add(labels: [0, 0, 1], answers: [0, 1, 1])
    for _ in 0..<size.unanswered { matrix.add(labels: [2], answers: [nil]) }
    let picture = try tree(
      of: Picture.confusion(matrix, classNames: names(size.classes)).svg)
    let cells = picture.all("rect").filter { $0.has("cell") }
    let columns = size.classes + (size.unanswered > 0 ? 1 : 0)
    #expect(cells.count == size.classes * columns)
    let (first, second) = (names(2)[0], names(2)[1])
    let tips = cells.map(\.words)
    #expect(tips[0].contains("taken for") && tips[0].hasSuffix(": 1 of 2"))
    #expect(tips[1].hasSuffix(": 1 of 2"))
    // The key names the colour of right answers first.
    let key = picture.all("rect").filter { $0.has("fill") && !$0.has("cell") }
    let isRight = cells.map { $0.has(key[0].has("c1") ? "c1" : "c2") }
    for (place, right) in isRight.enumerated() {
      #expect(right == (place / columns == place % columns))
    }
    #expect(tips[columns + 1].hasSuffix(": 1 of 1"))
    #expect(picture.words.contains("2 of \(3 + size.unanswered) samples right"))
    #expect(picture.words.contains("got no answer") == (size.unanswered > 0))
    #expect(picture.words.contains(first) && picture.words.contains(second), "whole in a tip")
  }

  @Test func pixelsLieWhereTheirWeightsDo() throws {
    // Rows of three: positive at the upper left, negative at the lower right.
    let picture = try tree(
      of: Picture.weights(Tensor([1, 0, 0, 0, 0, -0.5], shape: [1, 6]), height: 2, width: 3).svg)
    let frame = try #require(picture.all("rect").first { $0.has("grid") })
    let x = try #require(frame.number("x")), y = try #require(frame.number("y"))
    let side = try #require(frame.number("width")) / 3
    let paths = picture.all("path").filter { $0.has("marks") }
    try #require(paths.count == 2)
    let negative = try #require(strokes(of: paths[0]).first)
    let positive = try #require(strokes(of: paths[1]).first)
    #expect(abs(positive.from - x) < 0.1 && abs(positive.y - y - side / 2) < 0.1)
    #expect(abs(negative.to - x - 3 * side) < 0.1 && abs(negative.y - y - 1.5 * side) < 0.1)
    #expect(paths[0].attributes["class"] != paths[1].attributes["class"])
    #expect(paths[0].number("stroke-opacity") == 0.5, "half the largest weight, half the colour")
    #expect(picture.words.contains("−1.000") && picture.words.contains("1.000"))
  }

  @Test func surrogatesShowTheirStep() {
    let svg = Picture.surrogate(.arctan(alpha: 2)).svg
    #expect(svg.contains("arctan(alpha: 2.0)") && svg.contains("derivative dS/dx"))
  }
}
