// An ordinary network becomes a spiking one: train with ReLU, convert, compare, and train what was
// converted further with few steps, the ordinary network being its teacher.
//
//   ann-to-snn [EPOCHS] [TUNING-EPOCHS]
import SNN

let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 1 }
let (epochs, tuningEpochs) = (numbers.first ?? 30, numbers.dropFirst().first ?? 30)

let key = RandomKey(seed: 7)
let patients = Dataset.breastCancer()
let rows = try patients.stratifiedSplit(fraction: 0.7, key: key["split"])
let scaler = Scaler(fitting: patients.subset(rows.train).features, kind: .standard)
let train = patients.subset(rows.train).scaled(by: scaler)
let test = patients.subset(rows.rest).scaled(by: scaler)

var generator = key["weights"].generator
let model = Sequential {
  Linear(train.featureCount, 64, using: &generator)
  ReLU()
  Linear(64, 32, using: &generator)
  ReLU()
  Linear(32, train.classCount, using: &generator)
}
var trainer = Trainer(
  model, loss: .scoreCrossEntropy, optimizer: Adam(learningRate: 2e-3), batchSize: 32, seed: 7)
try trainer.fit(train, epochs: epochs)

let original = trainer.model.evaluated(on: test, loss: .scoreCrossEntropy)
print("ordinary network: \(original.confusion.right) of \(test.count) right")

func compare(_ network: ConvertedNetwork, _ name: String) {
  let result = network.evaluated(on: test, loss: .meanMembraneCrossEntropy)
  let same = zip(result.answers, original.answers).count { $0 == $1 }
  print(
    "\(name), T = \(network.steps): \(result.confusion.right) right, \(same) answers as before,",
    "\((10 * result.spikesPerInference).rounded() / 10) spikes a row")
}

// The weights stay as they are; every neuron gets a threshold, and a spike carries it.
var network = try converted(trainer.model, calibratedOn: train)
for steps in [32, 8, 4, 2, 1] {
  network.steps = steps
  compare(network, "converted")
}

network.steps = 2
var tuning = Trainer(
  network, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: 1e-3), batchSize: 32,
  seed: 7)
try tuning.fit(TaughtRows(train, by: network.graph), epochs: tuningEpochs)
compare(tuning.model, "tuned")
