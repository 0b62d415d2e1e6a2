// Learning while the sequence runs: no rule below goes back in time, so the memory that a batch
// takes does not grow with the number of steps.
//
//   online-learning [EPOCHS] [STEPS]
import SNN

let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 1 }
let (epochs, steps) = (numbers.first ?? 10, numbers.dropFirst().first ?? 20)

let key = RandomKey(seed: 5)
let patients = Dataset.breastCancer()
let rows = try patients.stratifiedSplit(fraction: 0.8, key: key["split"])
let scaler = Scaler(fitting: patients.subset(rows.train).features, kind: .minMax)
let train = patients.subset(rows.train).scaled(by: scaler)
let test = patients.subset(rows.rest).scaled(by: scaler)

var generator = key["weights"].generator
let network = Sequential {
  RateEncoder(steps: steps, sampling: .deterministic)
  Linear(train.featureCount, 32, using: &generator)
  Leaky(beta: 0.9)
  Linear(32, train.classCount, using: &generator)
  LeakyReadout(beta: 0.9)
}

// Every rule starts from the same weights and sees the same batches in the same order.
func report(_ name: String, _ model: Sequential, windows: TimeWindows) throws {
  var trainer = Trainer(
    model, loss: .rateCrossEntropy, windows: windows, optimizer: Adam(learningRate: 5e-3),
    batchSize: 16, seed: 5)
  try trainer.fit(train, epochs: epochs)
  // Forward nothing has changed: `offline` is an ordinary network again.
  let result = trainer.model.offline.evaluated(on: test, loss: .rateCrossEntropy)
  print("\(name): \(result.confusion.right) of \(test.count) right")
}

let stepwise = TimeWindows(of: 1, in: steps)
try report("BPTT, all steps at once", network, windows: TimeWindows(of: steps, in: steps))
try report("OTTT", network.online(.ottt(decay: 0.9)), windows: stepwise)
try report("e-prop", network.online(.eprop(readoutDecay: 0.9)), windows: stepwise)
try report("RTRL", network.online(.rtrl), windows: stepwise)
try report(
  "OTTT, weights moving at every step", network.online(.ottt(decay: 0.9)),
  windows: TimeWindows(of: 1, in: steps, updating: .afterWindow))
