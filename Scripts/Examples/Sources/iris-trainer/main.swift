// A spiking network on Iris: the flowers' measurements become spike trains, and the class whose
// output neuron fires most is the answer.
//
//   iris-trainer [EPOCHS]
import SNN

let epochs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 40
let seed: UInt64 = 42

func percent(_ share: Scalar) -> String { "\((1000 * share).rounded() / 10) %" }

// What is scaled is scaled by what the training rows show; the test rows are strangers.
let iris = Dataset.iris()
let key = RandomKey(seed: seed)
let rows = try iris.stratifiedSplit(fraction: 0.8, key: key["split"])
let scaler = Scaler(fitting: iris.subset(rows.train).features, kind: .minMax)
let train = iris.subset(rows.train).scaled(by: scaler)
let test = iris.subset(rows.rest).scaled(by: scaler)

var generator = key["weights"].generator
let model = Sequential {
  RateEncoder(steps: 25)  // [B, 4] → [25, B, 4]
  Linear(train.featureCount, 64, using: &generator)
  Leaky(beta: 0.9, surrogate: .fastSigmoid(slope: 25))
  Linear(64, train.classCount, using: &generator)
  Leaky(beta: .learned(0.9))
}

var trainer = Trainer(
  model, loss: .countCrossEntropy, optimizer: Adam(learningRate: 5e-3), batchSize: 16, seed: seed)
try trainer.fit(
  train, epochs: epochs,
  observer: EpochObserver { report in
    if report.epoch % 10 == 0 || report.epoch == report.epochs {
      print("epoch \(report.epoch)  loss \(report.trainLoss)  \(percent(report.trainAccuracy))")
    }
    return .proceed
  })

let result = trainer.model.evaluated(on: test, loss: .countCrossEntropy)
for (name, counts) in zip(test.classNames, result.confusion.counts) {
  print(name, "was taken for", counts)
}
print(
  "test accuracy \(percent(result.accuracy)),",
  "95 % interval \(percent(result.interval.lowerBound)) to \(percent(result.interval.upperBound)),",
  "\(result.spikesPerInference.rounded()) spikes a flower")
