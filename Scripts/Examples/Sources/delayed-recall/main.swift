// Delayed recall: for 5 steps one of four channels fires; through 100 steps of stray spikes nothing
// is asked; then a fifth channel fires for 5 steps, and only the answers in these count.
//
//   delayed-recall [EPOCHS] [SEEDS]
import SNN

let (cue, delay, question, symbols, hidden) = (5, 100, 5, 4, 64)
let (steps, channels) = (cue + delay + question, symbols + 1)
let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 1 }
let (epochs, seeds) = (numbers.first ?? 40, numbers.dropFirst().first ?? 3)

func samples(_ count: Int, key: RandomKey) -> Dataset {
  var generator = key.generator
  let labels = (0..<count).map { _ in Int.random(in: 0..<symbols, using: &generator) }
  let spikes = labels.flatMap { label in
    (0..<steps * channels).map { place in
      let (t, channel) = (place / channels, place % channels)
      if t < cue { return channel == label ? 1.0 : 0 }
      if t >= cue + delay || channel == symbols {
        return t >= cue + delay && channel == symbols ? 1 : 0
      }
      return generator.uniform() < 0.03 ? 1 : 0
    }
  }
  return Dataset(
    name: "delayed recall", features: FeatureRows(spikes, width: steps * channels), labels: labels,
    featureNames: (0..<steps * channels).map { "\($0)" }, classNames: ["a", "b", "c", "d"])
}

struct Answers: Layer {
  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    input.slice(input.shape[0] - question..<input.shape[0])
  }
}

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
  let readout: [any Layer] = [Linear(hidden, symbols, using: &g), Answers()]
  return Sequential([SequenceEncoder(steps: steps)] + layers + readout)
}

for name in ["recurrent Leaky", "recurrent Synaptic", "spiking LSTM", "LSTM", "without memory"] {
  let accuracies = try (0..<seeds).map { seed in
    let key = RandomKey(seed: UInt64(seed))
    var generator = key["weights"].generator
    var trainer = Trainer(
      network(name, using: &generator), loss: .meanMembraneCrossEntropy,
      optimizer: Adam(learningRate: 3e-3), batchSize: 50, clipNorm: 1, seed: UInt64(seed))
    try trainer.fit(samples(2000, key: key["train"]), epochs: epochs)
    let test = samples(1000, key: key["test"])
    return trainer.model.evaluated(on: test, loss: .meanMembraneCrossEntropy).accuracy
  }
  print(name, accuracies.map { "\((1000 * $0).rounded() / 10) %" }.joined(separator: "  "))
}
