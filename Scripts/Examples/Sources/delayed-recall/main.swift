// Delayed recall: for 5 steps one of four channels fires; through 100 steps of stray spikes nothing
// is asked; then a fifth channel fires for 5 steps, and only the answers in these count.
//
//   delayed-recall [EPOCHS] [SEEDS]
import SNN

let (steps, channels, hidden) = (Recall.steps, Recall.channels, 64)
let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 1 }
let (epochs, seeds) = (numbers.first ?? 40, numbers.dropFirst().first ?? 3)

func network(_ name: String, using g: inout SplitMix64) -> Sequential {
  let beta = Coefficient.learned(0.99, neurons: hidden)
  let surrogate = Surrogate.fastSigmoid(slope: 5)
  // With a decay of 0.99 a bias adds up a hundredfold, and strong feedback makes gradients explode.
  var synapses = Linear(channels, hidden, initializer: .kaimingUniform(gain: 1.5), using: &g)
  var feedback = Linear.allToAll(hidden, using: &g)
  (synapses.bias, feedback.bias) = (.zeros([hidden]), .zeros([hidden]))
  feedback.weight = feedback.weight * 0.1
  let layers: [any Layer] =
    switch name {
    case "recurrent Leaky":
      [synapses, Recurrent(Leaky(beta: beta, surrogate: surrogate), through: feedback)]
    case "recurrent Synaptic":
      [
        synapses,
        Recurrent(Synaptic(alpha: 0.9, beta: beta, surrogate: surrogate), through: feedback),
      ]
    case "spiking LSTM": [SpikingLSTM(channels, hidden, memory: steps, using: &g)]
    // Its membrane is what an ordinary LSTM hands on.
    case "LSTM": [SpikingLSTM(channels, hidden, memory: steps, using: &g).emittingMembrane]
    default: [synapses, ReLU()]
    }
  let readout: [any Layer] = [Linear(hidden, Recall.symbols, using: &g), Recall.Answers()]
  return Sequential([SequenceEncoder(steps: steps)] + layers + readout)
}

for name in ["recurrent Leaky", "recurrent Synaptic", "spiking LSTM", "LSTM", "without memory"] {
  let accuracies = try (0..<seeds).map { seed in
    let key = RandomKey(seed: UInt64(seed))
    var generator = key["weights"].generator
    var trainer = Trainer(
      network(name, using: &generator), loss: .meanMembraneCrossEntropy,
      optimizer: Adam(learningRate: 3e-3), batchSize: 50, clipNorm: 1, seed: UInt64(seed))
    try trainer.fit(Recall.samples(2000, key: key["train"]), epochs: epochs)
    let test = Recall.samples(1000, key: key["test"])
    return trainer.model.evaluated(on: test, loss: .meanMembraneCrossEntropy).accuracy
  }
  print(name, accuracies.map { "\((1000 * $0).rounded() / 10) %" }.joined(separator: "  "))
}
