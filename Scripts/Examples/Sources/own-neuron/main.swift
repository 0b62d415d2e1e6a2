// A neuron of one's own: leaky, resting at a potential of its own, and tired after every spike.
// The step is all there is to write; the fused passes, forward and back in time, follow from it.
//
//   own-neuron [EPOCHS]
import SNN

struct TiredModel: NeuronModel {
  static let stateNames = ["membrane", "tiredness"]
  static let coefficientNames = ["beta", "threshold", "rest", "recovery"]
  static let coefficientRanges: [ClosedRange<Scalar>?] = [0...1, nil, nil, 0...1]
  static var stateCount: Int { 2 }
  static var coefficientCount: Int { 4 }
  var surrogate = Surrogate.arctan()

  @inline(__always)
  func step<L: LaneNumber>(_ input: L, _ state: inout Slots<L>, _ k: Slots<L>) -> L {
    let (beta, threshold, rest, recovery) = (k[0], k[1], k[2], k[3])
    let charged = rest + beta * (state[0] - rest) + input - state[1]
    let spike = (charged - threshold).spike(surrogate)
    state[0] = charged - spike * threshold
    state[1] = recovery * state[1] + 0.2 * spike
    return spike
  }
}

func tired() -> SpikingLayer<TiredModel> {
  SpikingLayer(TiredModel(), coefficients: [0.9, .learned(1), 0.1, .learned(0.8)])
}

// First one neuron under a constant current, `[T, B, F]` with one sample and one feature.
var context = Context(mode: .inference, key: RandomKey(seed: 0), recording: [.membrane])
let spikes = tired()(Tensor(repeating: 0.4, shape: [30, 1, 1]), &context)
print("spikes   ", spikes.scalars.map { $0 == 1 ? "|" : "." }.joined())
let membrane = context.recordings[0].values.scalars
print("membrane ", membrane.prefix(8).map { ($0 * 100).rounded() / 100 })

// Then a hundred of them learn Iris.
let epochs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 40
let iris = Dataset.iris()
let rows = try iris.stratifiedSplit(fraction: 0.8, key: RandomKey(seed: 3))
let scaler = Scaler(fitting: iris.subset(rows.train).features, kind: .standard)
var generator = RandomKey(seed: 3)["weights"].generator
let model = Sequential {
  DirectEncoder(steps: 20, linear: Linear(4, 100, using: &generator), neurons: tired())
  Linear(100, 3, using: &generator)
  LeakyReadout(beta: 0.9)
}
var trainer = Trainer(
  model, loss: .meanMembraneCrossEntropy, optimizer: Adam(learningRate: 5e-3), batchSize: 16,
  seed: 3)
try trainer.fit(iris.subset(rows.train).scaled(by: scaler), epochs: epochs)
let test = iris.subset(rows.rest).scaled(by: scaler)
let result = trainer.model.evaluated(on: test, loss: .meanMembraneCrossEntropy)
print("Iris: \(result.confusion.right) of \(test.count) right")
