import SNNPictures
import SNNTraining
import Testing

/// Marks of spikes lie where their axes say.
@Suite struct SpikePictureTests {
  /// Neuron 0 fires at steps 0 and 4, neuron 2 at step 2; the other sample is all spikes.
  private var train: Tensor {
    var scalars = [Scalar](repeating: 1, count: 5 * 2 * 3)
    for t in 0..<5 { for n in 0..<3 { scalars[t * 6 + n] = 0 } }
    for (t, n) in [(0, 0), (4, 0), (2, 2)] { scalars[t * 6 + n] = 1 }
    return Tensor(scalars, shape: [5, 2, 3])
  }

  @Test func marksStandOverTheirSteps() throws {
    let picture = try tree(of: Picture.raster(of: train).svg)
    let marks = picture.marks
    try #require(marks.count == 3)
    for (mark, step) in zip(marks, ["0", "4", "2"]) {
      let x = try #require(picture.x(of: step))
      #expect(abs((mark.from + mark.to) / 2 - x) < 0.1)
    }
    #expect(marks[0].y == marks[1].y && marks[2].y > marks[0].y, "neurons are counted downwards")
    #expect(abs(marks[0].y - (picture.y(of: "0") ?? 0)) < 0.1)
    #expect(picture.words.contains("3 neurons, 3 spikes"))
  }

  @Test(arguments: [(5, 10), (25, 128), (100, 40)]) func everySpikeHasItsMark(_ size: (Int, Int))
    throws
  {
    // No two spikes of a neuron are neighbours in time, so that no marks merge.
    let values = (0..<size.0 * size.1).map { ($0 / size.1 + $0) % 2 == 0 ? Scalar(1) : 0 }
    let spikes = Tensor(values, shape: [size.0, 1, size.1])
    let picture = try tree(of: Picture.raster(of: spikes).svg)
    #expect(picture.marks.count == values.count { $0 > 0 })
    #expect(picture.all("desc").isEmpty, "nothing was left out, so nothing is said")
  }

  @Test func mergedMarksCoverTheirSteps() throws {
    // In a wide raster a mark is as wide as its step: spikes at 100...109 are ten steps long.
    let spikes = Tensor((0..<500).map { 100..<110 ~= $0 ? 1 : 0 }, shape: [500, 1, 1])
    let picture = try tree(of: Picture.raster(of: spikes).svg)
    try #require(picture.marks.count == 1)
    let step = try (#require(picture.x(of: "200")) - #require(picture.x(of: "100"))) / 100
    #expect(abs(picture.marks[0].to - picture.marks[0].from - 10 * step) < 0.1)
    #expect(try abs(picture.marks[0].from - (#require(picture.x(of: "100")) - step / 2)) < 0.1)
  }

  /// A burst of two at step 0, a spike taken back at step 3, a graded one at step 4.
  @Test func spikesOfEverySortAreDrawn() throws {
    let spikes = Tensor([2, 0, 0, -1, 0.5], shape: [5, 1, 1])
    let raster = try tree(of: Picture.raster(of: spikes).svg)
    #expect(raster.marks.count == 3 && raster.words.contains("1 neuron, 4 spikes"))
    let late = Tensor([0, 0, -1, 0], shape: [4, 1, 1])
    #expect(Picture.firstSpikeTimes(of: late).svg.contains("median at step 2"))
    // Of 2, 0, 0, 1 and 0.5 the mean is 0.7.
    #expect(Picture.firingRates(of: [("", spikes)]).svg.contains("mean 0.7"))
  }

  /// A line stands for a threshold only where there is one.
  @Test func neuronsWithoutACommonThresholdHaveNoLine() {
    let (membranes, spikes) = (Tensor.ones([5, 1, 2]), Tensor.zeros([5, 1, 2]))
    func svg(_ threshold: Scalar?) -> String {
      Picture.membranes(membranes, spikes: spikes, threshold: threshold, neurons: [0]).svg
    }
    #expect(svg(1).contains("θ") && svg(1).contains("class=\"level\""))
    #expect(!svg(nil).contains("θ") && !svg(nil).contains("class=\"level\""))
    #expect(!svg(nil).contains("not a finite number"))
  }

  @Test func samplesAreTold() throws {
    #expect(try tree(of: Picture.raster(of: train, sample: 1).svg).marks.count == 15)
  }

  @Test func thinningIsSaid() {
    let large = Picture.raster(of: .ones([500, 1, 1000])).svg
    #expect(large.contains("Of 1000 neurons, 240 evenly spaced ones are drawn."))
    let long = Picture.raster(of: .ones([5000, 1, 2])).svg
    #expect(long.contains("A mark stands for 9 steps"))
    let layers = Picture.raster(of: (0..<60).map { ("l\($0)", Tensor.ones([2, 1, 2])) }).svg
    #expect(layers.contains("Of 60 layers, 24 evenly spaced ones are drawn."))
    #expect(Gallery.membranesMany.picture.svg.contains("Of 1000 neurons, 12 evenly"))
    #expect(Gallery.codingImage.picture.svg.contains("Of 784 features, 240 evenly"))
  }

  @Test func smallLayersAreDrawnWhole() {
    let svg = Picture.raster(of: [("big", .ones([5, 1, 5000])), ("small", .ones([5, 1, 10]))]).svg
    #expect(svg.contains("Of 5000 neurons of “big”, 230 evenly"))
    #expect(!svg.contains("of “small”"))
  }

  @Test func valuesThatAreNoNumbersAreSaid() {
    #expect(Gallery.rasterNaN.picture.svg.contains("1 value that is no number was left out."))
    #expect(Gallery.membranesNaN.picture.svg.contains("2 values that are not finite numbers were"))
    #expect(Gallery.codingNaN.picture.svg.contains("2 features that are not finite numbers were"))
    #expect(Gallery.membranesInfiniteThreshold.picture.svg.contains("threshold is not a finite"))
  }

  @Test func membranesPassThroughTheirValues() throws {
    let membrane = Tensor([0, 0.5, 1, 0.25], shape: [4, 1, 1])
    let picture = try tree(
      of: Picture.membranes(
        membrane, spikes: Tensor([0, 0, 1, 0], shape: [4, 1, 1]), threshold: 1, neurons: [0]
      ).svg)
    let (zero, one) = try (#require(picture.y(of: "0")), #require(picture.y(of: "1.0")))
    try #require(picture.dots.count == 4)
    for (t, dot) in picture.dots.enumerated() {
      let value = Double(membrane.scalars[t])
      #expect(abs(dot.y - (zero + (one - zero) * value)) < 0.1)
      #expect(abs(dot.x - (picture.x(of: "\(t)") ?? 0)) < 0.1)
    }
    let level = try #require(picture.all("path").first { $0.has("level") }).attributes["d"] ?? ""
    #expect(level.contains(" \(Int(one))") || level.contains(" \(one)"))
    #expect(picture.words.contains("1 spike"))
  }

  @Test func firstSpikesAreCounted() throws {
    // Neurons 0 and 1 fire first at step 1, neuron 2 at step 3, neurons 3 and 4 never.
    var values = [Scalar](repeating: 0, count: 20)
    for (t, n) in [(1, 0), (2, 0), (1, 1), (3, 2)] { values[t * 5 + n] = 1 }
    let picture = try tree(of: Picture.firstSpikeTimes(of: Tensor(values, shape: [4, 1, 5])).svg)
    let columns = picture.all("rect").filter { $0.has("fill") }
    try #require(columns.count == 2)
    for (column, step) in zip(columns, ["1", "3"]) {
      let middle = (column.number("x") ?? 0) + (column.number("width") ?? 0) / 2
      #expect(abs(middle - (picture.x(of: step) ?? 0)) < 0.1)
    }
    let heights = columns.compactMap { $0.number("height") }
    #expect(abs(heights[0] - 2 * heights[1]) < 0.1)
    #expect(picture.words.contains("2 of 5 neurons never fired (40.0 %)."))
  }

  @Test func ratesAreMeansOverStepsAndSamples() throws {
    // Of four steps and samples, the first neuron fires in two, the second in none.
    let spikes = Tensor([1, 0, 0, 0, 0, 0, 1, 0], shape: [2, 2, 2])
    let picture = try tree(of: Picture.firingRates(of: [("layer", spikes)]).svg)
    #expect(picture.words.contains("mean 0.250, 1 of 2 silent"))
    #expect(picture.all("rect").count { $0.has("fill") } == 2)
  }

  @Test func barsStandForFeatures() throws {
    let picture = try tree(
      of: Picture.coding(of: Tensor([0.5, -1, 1], shape: [1, 3]), as: .ones([5, 1, 3])).svg)
    let bars = picture.all("rect").filter { $0.has("fill") }
    let widths = bars.compactMap { $0.number("width") }
    try #require(widths.count == 3)
    #expect(abs(widths[2] - 2 * widths[0]) < 0.1 && abs(widths[1] - widths[2]) < 0.1)
    #expect(picture.marks.count == 15)
    // Bars and the neurons they became stand at one height.
    let middles = bars.map { ($0.number("y") ?? 0) + ($0.number("height") ?? 0) / 2 }
    #expect(abs(middles[0] - picture.marks[0].y) < 0.1)
  }

  @Test func motionIsAskedFor() {
    let svg = Gallery.animated.picture.svg
    #expect(svg.contains("@media screen and (prefers-reduced-motion:no-preference)"))
    #expect(svg.contains(".snn-picture .sweep{display:none}"), "still unless motion is welcome")
  }
}
