// A convolutional spiking network, 12C5-MP2-64C5-MP2-10 over four steps, on MNIST.
//
//   mnist-cnn [EPOCHS] [ROWS]
import Foundation
import SNN

let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 1 }
let (epochs, limit) = (numbers.first ?? 10, numbers.dropFirst().first ?? 60_000)

// Where `snntrain` looks too, and keeps what it has fetched.
let environment = ProcessInfo.processInfo.environment
let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
let folders = [environment["SNN_DATASETS"], cache + "/swift-snn"].compactMap { $0 }
let files = KnownDataset.mnist.files
guard let folder = folders.first(where: { place in files.allSatisfy { $0.path(in: place) != nil } })
else {
  print("MNIST is not on this machine; `snntrain train mnist --epochs 1` fetches it.")
  exit(66)
}
let data = try Dataset.mnist(inFolder: folder)
let train = data.train.subset(Array(0..<min(limit, data.train.count)))
let test = data.test.subset(Array(0..<min(limit, data.test.count)))

let key = RandomKey(seed: 0)
var generator = key["weights"].generator
let model = Sequential {
  Unflatten(into: [1, 28, 28])
  // The first convolution is computed once; its current drives the neurons at all four steps.
  DirectEncoder(
    steps: 4, linear: Conv2d(1, 12, kernel: 5, using: &generator), neurons: Leaky(beta: 0.9))
  MaxPool2d(2)
  Conv2d(12, 64, kernel: 5, using: &generator)
  Leaky(beta: 0.9)
  MaxPool2d(2)
  Flatten()  // [4, B, 64, 4, 4] → [4, B, 1024]
  Dropout(0.2)
  Linear(1024, 10, using: &generator)
  LeakyReadout(beta: 0.9)
}
print("\(model.parameterCount) parameters, \(train.count) images to train, \(test.count) to test")

var trainer = Trainer(
  model, loss: .meanMembraneCrossEntropy, optimizer: AdamW(learningRate: 2e-3), batchSize: 64,
  seed: 0)
try trainer.fit(
  train, epochs: epochs,
  observer: EpochObserver { report in
    print("epoch \(report.epoch)  loss \(report.trainLoss)  \(Int(report.seconds.rounded())) s")
    return .proceed
  })
let result = trainer.model.evaluated(on: test, loss: .meanMembraneCrossEntropy)
print("\(result.confusion.right) of \(test.count) right, spike rate \(result.spikeRate)")
