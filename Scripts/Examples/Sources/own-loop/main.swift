// A network of one's own in a training loop of one's own, on Breast Cancer (diagnostic).
//
//   own-loop [EPOCHS]
import SNN

struct Network: Layer {
  var encoder: DirectEncoder<Linear, LeakyModel<Surrogate>>
  var output: Linear
  var readout = LeakyReadout(beta: .learned(0.9))

  init(_ features: Int, _ classes: Int, using g: inout SplitMix64) {
    encoder = DirectEncoder(
      steps: 10, linear: Linear(features, 64, using: &g), neurons: Leaky(beta: .learned(0.9)))
    output = Linear(64, classes, using: &g)
  }

  func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    readout(output(encoder(input, &context), &context), &context)
  }

  // The one list of parameters: gradients, optimiser and files all walk it.
  mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&encoder, "encoder")
    visitor.visit(&output, "output")
    visitor.visit(&readout, "readout")
  }
}

let epochs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20
let key = RandomKey(seed: 1)
let patients = Dataset.breastCancer()
let rows = try patients.stratifiedSplit(fraction: 0.8, key: key["split"])
let scaler = Scaler(fitting: patients.subset(rows.train).features, kind: .standard)
let train = patients.subset(rows.train).scaled(by: scaler)
let test = patients.subset(rows.rest).scaled(by: scaler)

var generator = key["weights"].generator
var model = Network(train.featureCount, train.classCount, using: &generator)
var optimizer = Optimizer(AdamW(learningRate: 2e-3, weightDecay: 0.1))
let loss = MeanMembraneCrossEntropy(.labelSmoothing(0.05))

for epoch in 0..<epochs {
  var total: Scalar = 0
  for batch in train.batches(of: 32, shuffledBy: key["shuffle"][epoch]) {
    // A key of its own for every epoch, and draws by row: no batch repeats another's noise.
    var context = Context(mode: .training, key: key["draws"][epoch], samples: batch.rows)
    let (value, gradients) = valueWithGradient(at: model) { model in
      loss(model(batch.features, &context), batch.labels)
    }
    optimizer.update(&model, along: gradients.clipped(toNorm: 1))
    total += value.scalar * Scalar(batch.labels.count)
  }
  if epoch % 5 == 4 { print("epoch \(epoch + 1)  loss \(total / Scalar(train.count))") }
}
let result = model.evaluated(on: test, loss: loss)
print("\(model.parameterCount) parameters, \(result.confusion.right) of \(test.count) right")
