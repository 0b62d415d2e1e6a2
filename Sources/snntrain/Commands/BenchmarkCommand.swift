import ArgumentParser
import Foundation
import SNN
import SNNCommandLine

/// `snntrain benchmark`: times one training step and one inference pass.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Time a training step and an inference pass; one JSON line of median seconds.")

  /// The sizes are those of the peers' benchmark script, so that both sides do the same work.
  enum Workload: String, CaseIterable, ExpressibleByArgument {
    case iris, landsat, mlp
    case mlpRate = "mlp-rate"
    case neurons

    /// The sizes of the network, nil where single layers are timed.
    var sizes: (inputs: Int, hidden: Int, classes: Int, steps: Int, batch: Int)? {
      switch self {
      case .iris: (4, 16, 3, 20, 16)
      case .landsat: (36, 128, 6, 20, 64)
      case .mlp, .mlpRate: (784, 1000, 10, 25, 128)
      case .neurons: nil
      }
    }

    /// The share of ones among the input spikes; nil for a constant current.
    var density: Scalar? {
      switch self {
      case .iris, .landsat: 0.4
      case .mlp, .neurons: nil
      case .mlpRate: 0.13
      }
    }
  }

  @Argument(help: "iris, landsat, mlp, mlp-rate; or neurons, for the cost of single neurons.")
  var workload: Workload

  @Option(help: "Threads to use.")
  var threads = 2

  @Option(help: "Seconds to measure each figure for.")
  var budget = 2.0

  func validate() throws {
    guard (1...1024).contains(threads), budget > 0, budget <= 600 else {
      throw ValidationError("--threads must lie in 1...1024 and --budget in 0...600 seconds")
    }
  }

  private struct Result: Encodable {
    let workload: String
    let framework = "swift-snn"
    let threads: Int
    let train_step_s: Double
    let inference_s: Double
  }

  mutating func run() throws {
    guard let sizes = workload.sizes else {
      Compute.useThreads(1)
      for cost in NeuronCost.all(seconds: medianSeconds) { try report(cost) }
      return
    }
    Compute.useThreads(threads)
    var task = BenchmarkTask(sizes, density: workload.density)
    let training = medianSeconds { task.trainStep() }
    let inference = medianSeconds { task.infer() }
    let result = Result(
      workload: workload.rawValue, threads: threads, train_step_s: training,
      inference_s: inference)
    try report(result)
  }

  private func report(_ result: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    Console.print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  private func medianSeconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    for _ in 0..<3 { body() }
    var times: [Double] = []
    let start = clock.now
    while times.count < 5 || (clock.now - start) / .seconds(1) < budget {
      times.append(clock.measure(body) / .seconds(1))
    }
    return times.sorted()[times.count / 2]
  }
}

/// The network and the data of one workload.
private struct BenchmarkTask {
  private var model: Sequential
  private var optimizer = Optimizer(Adam(learningRate: 5e-4))
  private let input: Tensor
  private let labels: [Int]
  private let key = RandomKey(seed: 0)

  init(
    _ size: (inputs: Int, hidden: Int, classes: Int, steps: Int, batch: Int), density: Scalar?
  ) {
    var generator = RandomKey(seed: 0)["benchmark"].generator
    labels = (0..<size.batch).map { _ in Int(generator.next() % UInt64(size.classes)) }
    let hidden = Linear(size.inputs, size.hidden, using: &generator)
    let output = Linear(size.hidden, size.classes, using: &generator)
    if let density {
      let shape: Shape = [size.steps, size.batch, size.inputs]
      input = Tensor.uniform(shape, using: &generator) .< Tensor(density)
      model = Sequential {
        hidden
        Leaky(beta: 0.95)
        output
        Leaky(beta: 0.95)
      }
    } else {
      input = Tensor.uniform([size.batch, size.inputs], using: &generator)
      model = Sequential {
        DirectEncoder(steps: size.steps, linear: hidden, neurons: Leaky(beta: 0.95))
        output
        Leaky(beta: 0.95)
      }
    }
  }

  mutating func trainStep() {
    let (_, gradients) = valueWithGradient(at: model) { model in
      var context = Context(mode: .training, key: key)
      return CountCrossEntropy()(model(input, &context), labels)
    }
    optimizer.update(&model, along: gradients)
  }

  func infer() { _ = model(input, key: key) }
}
