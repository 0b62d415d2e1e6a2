import ArgumentParser
import SNN
import SNNCommandLine

/// Flags that describe the network and its training; what is not given comes from the preset.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: "How features become spikes: rate, temporal (latency), direct, phase, burst, population.")
  var coding: Coding = .direct

  @Option(help: "Rate code: spikes drawn by lot or evenly spread; deterministic unless given.")
  var sampling: RateEncoder.Sampling?

  @Option(help: "Shape of the network: mlp, or cnn for images.")
  var model: Architecture = .mlp

  @Option(help: ArgumentHelp("Time steps per inference.", valueName: "T"))
  var steps: Int?

  @Option(
    help: ArgumentHelp("Sizes of the hidden layers, separated by commas.", valueName: "64,64"),
    transform: hiddenSizes)
  var hidden: [Int]?

  @Option(help: "Hidden neurons: leaky or synaptic.")
  var neuron: NeuronChoice?

  @Option(help: "Membrane decay per step, 0...1.")
  var beta: Scalar?

  @Option(help: "Decay of the synaptic current per step, 0...1 (synaptic neurons).")
  var alpha: Scalar?

  @Option(
    help: ArgumentHelp(
      """
      Surrogate, with its parameter after a colon: arctan:2, fast-sigmoid:25, sigmoid:4, \
      triangular:1, rectangular:1, gaussian:0.4, straight-through.
      """, valueName: "name:parameter"), transform: Surrogate.init(flag:))
  var surrogate: Surrogate?

  @Option(
    help: """
      Loss: count, rate, membrane, step-membrane, max-membrane, first-spike, count-mse, \
      membrane-mse, spike-time-mse.
      """)
  var loss: LossChoice?

  @Option(
    help: """
      Gradients by back-propagation through time (bptt), in windows of it (tbptt), or online \
      (ottt, eprop, rtrl); all but bptt need the loss step-membrane, rate or membrane-mse.
      """)
  var method: TrainingMethod?

  @Option(help: ArgumentHelp("Steps of a window of tbptt.", valueName: "K"))
  var window: Int?

  @Option(help: "Scaling of features: standard, min-max, quantile, unit, none.")
  var scaling: Scaler.Kind?

  @Option(help: "Share of a layer's inputs dropped for a whole sequence while training, 0..<1.")
  var dropout: Scalar?

  @Option(help: "Images: move each by up to so many pixels while training.")
  var augmentShift: Int?

  @Option(help: "Images: mirror half of them while training, horizontal or vertical.")
  var augmentFlip: RandomFlip.Direction?

  @Option(
    help: "How weights start: drawn, or balanced, scaled until every layer fires on the first rows."
  )
  var `init`: Initialization?

  @Option(help: "Gain of the weights into spiking layers at the start; 0.577 is PyTorch's.")
  var weightGain: Scalar?

  @Option(help: "How often each training row is seen.")
  var epochs: Int?

  @Option(help: "Rows per update.")
  var batchSize: Int?

  @Option(help: "Learning rate of AdamW, before its cosine schedule.")
  var lr: Scalar?

  @Option(help: "Decoupled weight decay.")
  var weightDecay: Scalar?

  @Option(help: "Seed of every random draw; the same seed gives the same model file.")
  var seed: UInt64 = 0

  /// The preset with the given flags put over it.
  func applied(to preset: Experiment) throws -> Experiment {
    var result = preset
    result.sampling = sampling ?? result.sampling
    result.seed = seed
    result.steps = steps ?? result.steps
    result.hidden = hidden ?? result.hidden
    result.neuron = neuron ?? result.neuron
    result.beta = beta ?? result.beta
    result.alpha = alpha ?? result.alpha
    result.surrogate = surrogate ?? result.surrogate
    result.loss = loss ?? result.loss
    result.method = method ?? result.method
    result.window = window ?? result.window
    result.scaling = scaling ?? result.scaling
    result.dropout = dropout ?? result.dropout
    result.augmentation.shift = augmentShift ?? result.augmentation.shift
    result.augmentation.flip = augmentFlip ?? result.augmentation.flip
    result.initialization = `init` ?? result.initialization
    result.weightGain = weightGain ?? result.weightGain
    result.epochs = epochs ?? result.epochs
    result.batchSize = batchSize ?? result.batchSize
    result.learningRate = lr ?? result.learningRate
    result.weightDecay = weightDecay ?? result.weightDecay
    if let complaint = complaintAboutUnused(by: result) ?? result.complaint {
      throw UserError(message: complaint, hint: "`snntrain help train` explains every flag")
    }
    return result
  }

  /// A flag that was given although the experiment has no use for it, as a sentence.
  private func complaintAboutUnused(by experiment: Experiment) -> String? {
    if sampling != nil, experiment.coding != .rate {
      return "--sampling is for rate coding, not for \(experiment.coding.rawValue) coding"
    }
    if alpha != nil, experiment.neuron != .synaptic {
      return "--alpha is for synaptic neurons, not for \(experiment.neuron.rawValue) ones"
    }
    return nil
  }
}

private func hiddenSizes(_ text: String) throws -> [Int] {
  if text.isEmpty { return [] }
  return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
    guard let size = Int(part), size > 0 else {
      throw ValidationError("“\(text)” is not a list of layer sizes such as 64 or 128,64")
    }
    return size
  }
}
