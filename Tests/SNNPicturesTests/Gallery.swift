import SNNPictures

@testable import SNNTraining

/// Pictures of every kind, small and large, ordinary and odd.
enum Gallery: String, CaseIterable, Sendable {
  case rasterSmall, rasterLarge, rasterDense, rasterAlternating, rasterLayers, rasterManyLayers
  case rasterOneStep, rasterSilent, rasterNaN, animated, animatedLarge
  case membranes, membranesLong, membranesMany, membranesNaN, membranesInfiniteThreshold
  case rates, ratesLayers, ratesSilent, ratesNaN
  case coding, codingImage, codingNaN, codingNamed
  case surrogate, surrogateUnusable, surrogateCustom
  case curves, curvesOne, curvesLong, curvesNaN, curvesDiverged
  case confusion, confusionLong, confusionLetters, confusionUnanswered, confusionHuge, confusionZero
  case times, timesLong, timesSilent
  case steps, stepsPlain, stepsNaN, stepsMany, stepsCurves
  case weights, weightsMany, weightsLarge, weightsNaN, weightsZero
  case noRaster, noLayers, noMembranes, noRates, noCoding, noCurves, noConfusion, noTimes, noSteps
  case noWeights

  var picture: Picture {
    switch self {
    case .rasterSmall: .raster(of: spikes([5, 2, 10], every: 3), sample: 1)
    case .rasterLarge: .raster(of: spikes([500, 1, 1000], every: 7), title: "Spikes of a layer")
    case .rasterDense: .raster(of: .ones([500, 1, 1000]))
    case .rasterAlternating: .raster(of: spikes([600, 1, 1000], every: 2))
    case .rasterLayers:
      .raster(of: [
        ("input", spikes([25, 1, 40], every: 5)), (nasty, spikes([25, 1, 128], every: 9)),
        ("output", spikes([25, 1, 3], every: 2)), ("none", .zeros([25, 1, 0])),
      ])
    case .rasterManyLayers:
      .raster(of: (0..<60).map { ("layer \($0)", Tensor.ones([208, 1, 90])) })
    case .rasterOneStep: .raster(of: .ones([1, 1]))
    case .rasterSilent: .raster(of: .zeros([5, 1, 10]))
    case .rasterNaN: .raster(of: Tensor([1, .nan, .infinity, 0], shape: [2, 1, 2]))
    case .animated: .animatedRaster(of: [("hidden", spikes([25, 1, 30], every: 4))])
    case .animatedLarge:
      .animatedRaster(of: [(nasty, spikes([500, 1, 1000], every: 2))], seconds: 9)
    case .membranes: membranePicture([25, 1, 10], neurons: [0, 3, 9])
    case .membranesLong: membranePicture([2000, 1, 3], neurons: [2])
    case .membranesMany: membranePicture([500, 1, 1000], neurons: Array(0..<1000))
    case .membranesNaN:
      .membranes(
        Tensor([0.5, .nan, .infinity, 1]).reshaped(to: [4, 1, 1]), spikes: .zeros([4, 1, 1]),
        threshold: 1, neurons: [0])
    case .membranesInfiniteThreshold:
      .membranes(.zeros([5, 1, 2]), spikes: .zeros([5, 1, 2]), threshold: .infinity, neurons: [1])
    case .rates: .firingRates(of: [("hidden", spikes([25, 2, 100], every: 3))])
    case .ratesLayers:
      .firingRates(of: (0..<5).map { (nasty + "\($0)", spikes([5, 2, 1000], every: $0 + 2)) })
    case .ratesSilent: .firingRates(of: [("", .zeros([5, 1, 3]))])
    case .ratesNaN: .firingRates(of: [("a", Tensor(repeating: .nan, shape: [5, 1, 3]))])
    case .coding:
      .coding(
        of: Tensor([0.2, 0.9, -0.5, 1], shape: [1, 4]), as: spikes([25, 1, 4], every: 3),
        featureNames: ["sepal length", "sepal width", "petal length", "petal width"])
    case .codingImage: .coding(of: .ones([1, 28, 28]), as: spikes([500, 1, 784], every: 4))
    case .codingNaN:
      .coding(of: Tensor([.nan, .infinity], shape: [1, 2]), as: .zeros([5, 1, 20]))
    case .codingNamed:
      .coding(
        of: Tensor(repeating: -1e-9, shape: [1, 26]), as: spikes([5, 1, 260], every: 4),
        featureNames: names(26))
    case .surrogate: .surrogate(.fastSigmoid(slope: 25))
    case .surrogateUnusable: .surrogate(.triangular(width: 0), over: 0...1)
    case .surrogateCustom:
      .surrogate(CustomSurrogate(derivative: { _ in 1 }, primitive: { $0 }), title: nasty)
    case .curves: .learningCurves(reports(40))
    case .curvesOne: .learningCurves(reports(1))
    case .curvesLong: .learningCurves(reports(5000))
    case .curvesNaN: .learningCurves(reports(5, loss: .nan))
    case .curvesDiverged: .learningCurves(reports(5, loss: 3e38))
    case .confusion: confusionPicture(3, ["setosa", "versicolor", "virginica"])
    case .confusionLong: confusionPicture(26, names(26))
    case .confusionLetters: confusionPicture(26, "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { "\($0)" })
    case .confusionUnanswered: confusionPicture(26, names(26), unanswered: 17)
    case .confusionHuge: confusionPicture(300, names(300), unanswered: 1)
    case .confusionZero: .confusion(ConfusionMatrix(classes: 4), classNames: names(4))
    case .times: .firstSpikeTimes(of: spikes([25, 4, 100], every: 30))
    case .timesLong: .firstSpikeTimes(of: spikes([500, 1, 1000], every: 700))
    case .timesSilent: .firstSpikeTimes(of: .zeros([5, 1, 10]))
    case .steps:
      .accuracy(
        againstSteps: [
          (nasty, [(1, 0.3), (2, 0.6), (4, 0.9), (64, 0.97), (100, 0.98)]),
          ("right answers", [(1, 0.25), (2, 0.6), (4, 0.85), (64, 0.96), (100, 0.965)]),
        ], original: 0.97)
    case .stepsPlain: .accuracy(againstSteps: [("right", [(8, 1)])])
    case .stepsNaN: .accuracy(againstSteps: [("right", [(1, .nan)])], original: .nan)
    case .stepsMany:
      .accuracy(againstSteps: [("right", (1...2000).map { ($0, 1 - 1 / Scalar($0)) })], original: 1)
    case .stepsCurves:
      .accuracy(
        againstSteps: (0..<300).map { curve in
          ("curve \(curve)", (1...600).map { ($0, Scalar(($0 + curve) % 100) / 100) })
        })
    case .weights: weightPicture(10, 28)
    case .weightsMany: weightPicture(1000, 28)
    case .weightsLarge: weightPicture(2, 300)
    case .weightsNaN:
      .weights(Tensor([.nan, 1, .infinity, -1], shape: [1, 4]), height: 2, width: 2)
    case .weightsZero: .weights(.zeros([3, 6]), height: 2, width: 3)
    case .noRaster: .raster(of: .zeros([0, 1, 4]))
    case .noLayers: .animatedRaster(of: [])
    case .noMembranes:
      .membranes(.zeros([5, 1, 0]), spikes: .zeros([5, 1, 0]), threshold: 1, neurons: [])
    case .noRates: .firingRates(of: [("a", .zeros([4, 0, 4]))])
    case .noCoding: .coding(of: .zeros([0, 4]), as: .zeros([5, 0, 4]))
    case .noCurves: .learningCurves([])
    case .noConfusion: .confusion(ConfusionMatrix(classes: 0), classNames: [])
    case .noTimes: .firstSpikeTimes(of: .zeros([0, 0]))
    case .noSteps: .accuracy(againstSteps: [])
    case .noWeights: .weights(.zeros([0, 784]), height: 28, width: 28)
    }
  }
}

/// A name that would break a careless page.
let nasty = "<script>alert(\"it's\")</script> & \u{1B}[31m\u{0}\u{FFFE}, and on and on it goes"

func names(_ count: Int) -> [String] { (0..<count).map { "a class with a long name, \($0)" } }

/// A spike wherever the place in memory is a multiple of `period`.
func spikes(_ shape: Shape, every period: Int) -> Tensor {
  Tensor((0..<shape.elementCount).map { $0 % period == 0 ? 1 : 0 }, shape: shape)
}

func report(
  _ epoch: Int, loss: Scalar, accuracy: Scalar, validationLoss: Scalar? = nil,
  validationAccuracy: Scalar? = nil
) -> EpochReport {
  EpochReport(
    epoch: epoch, epochs: epoch, trainLoss: loss, trainAccuracy: accuracy,
    validationLoss: validationLoss, validationAccuracy: validationAccuracy, spikeRate: 0.1,
    seconds: 1)
}

private func reports(_ count: Int, loss: Scalar = 1) -> [EpochReport] {
  (1...count).map {
    report(
      $0, loss: loss / Scalar($0), accuracy: 1 - 0.5 / Scalar($0), validationLoss: loss,
      validationAccuracy: 0.75)
  }
}

private func membranePicture(_ shape: Shape, neurons: [Int]) -> Picture {
  let values = (0..<shape.elementCount).map { Scalar($0 % 13) / 10 }
  return .membranes(
    Tensor(values, shape: shape), spikes: Tensor(values.map { $0 > 1 ? 1 : 0 }, shape: shape),
    threshold: 1, neurons: neurons)
}

private func confusionPicture(_ classes: Int, _ names: [String], unanswered: Int = 0) -> Picture {
  var matrix = ConfusionMatrix(classes: classes)
  for label in 0..<classes {
    let answers = (0..<130).map { $0 < 100 ? label : (label + $0) % classes }
    let none = [Int?](repeating: nil, count: unanswered)
    matrix.add(
      labels: [Int](repeating: label, count: 130 + unanswered), answers: answers + none)
  }
  return .confusion(matrix, classNames: names)
}

private func weightPicture(_ neurons: Int, _ side: Int) -> Picture {
  let count = neurons * side * side
  return .weights(
    Tensor((0..<count).map { Scalar($0 * 7919 % 101) / 50 - 1 }, shape: [neurons, side * side]),
    height: side, width: side)
}
