/// Everything that decides what a training run computes, apart from its data.
///
/// Two runs of the same experiment on the same rows give the same bits.  It is saved in the model
/// file, so that a model can say how it came about.
public struct Experiment: Sendable, Hashable, Codable {
  /// How features become spikes.
  public var coding: Coding
  /// How a rate code places its spikes; other codes have no choice.
  public var sampling = RateEncoder.Sampling.deterministic
  /// T, the time steps of one inference.
  public var steps = 20
  /// What the network looks like.
  public var architecture = Architecture.mlp
  /// The sizes of the hidden layers; in a cnn those after the convolutions.
  public var hidden = [64]
  /// The hidden neurons' model.
  public var neuron = NeuronChoice.leaky
  /// The decay of the membrane per step, dimensionless, 0...1.
  public var beta: Scalar = 0.9
  /// The decay of the synaptic current per step, for neurons that have one.
  public var alpha: Scalar = 0.8
  /// The derivative that stands in for the spike's.
  public var surrogate = Surrogate.arctan()
  /// How far answers are from labels, and with it how they are read.
  public var loss = LossChoice.membrane
  /// How gradients are come by.
  public var method = TrainingMethod.bptt
  /// The steps of a window of truncated back-propagation; nil for every other method.
  public var window: Int?
  /// How features are scaled, fitted on training rows only.
  public var scaling: Scaler.Kind
  /// How images are varied in training.
  public var augmentation = Augmentation()
  /// The probability of dropping an input of a layer for a whole sequence; with every code but the
  /// direct one that includes the coded features.
  public var dropout: Scalar = 0
  /// The gain of the weights into spiking layers at the start (Kaiming uniform); 0.577 = 1/√3 is
  /// PyTorch's default.  Sparse codes drive a layer weakly; too small a gain leaves it silent, and
  /// then nothing is learned.
  public var weightGain: Scalar = 0.577
  /// Whether weights start as they are drawn.
  public var initialization = Initialization.drawn
  /// How often each training row is seen.
  public var epochs = 50
  /// Rows per update.
  public var batchSize = 32
  /// The learning rate of AdamW before its cosine schedule, dimensionless.
  public var learningRate: Scalar = 2e-3
  /// The decoupled weight decay, dimensionless.
  public var weightDecay: Scalar = 1e-2
  /// Stop after so many epochs without a better validation accuracy; nil trains to the end.
  public var patience: Int?
  /// Decides every random draw.
  public var seed: UInt64 = 0

  /// The settings shown here, with the scaling that the coding asks for.
  ///
  ///     var experiment = Experiment(coding: .rate)
  ///     (experiment.steps, experiment.hidden) = (25, [128, 64])
  ///
  /// `complaint` tells whether changed settings fit together.
  public init(coding: Coding = .direct) {
    self.coding = coding
    scaling = coding.scaling
  }
}

extension Experiment {
  /// What is wrong with the settings, as a sentence; nil when a network can be made of them.
  public var complaint: String? {
    let checks: [(Bool, String)] = [
      ((1...100_000).contains(steps), "steps must lie in 1...100000, not \(steps)"),
      (
        hidden.allSatisfy { (1...1_000_000).contains($0) } && hidden.count <= 100,
        "hidden sizes must lie in 1...1000000, not \(hidden)"
      ),
      (
        (0...1000).contains(augmentation.shift),
        "images can be shifted by 0...1000 pixels, not \(augmentation.shift)"
      ),
      ((0...1).contains(beta), "beta must lie in 0...1, not \(beta)"),
      ((0...1).contains(alpha), "alpha must lie in 0...1, not \(alpha)"),
      ((0..<1).contains(dropout), "dropout must lie in 0..<1, not \(dropout)"),
      (
        weightGain > 0 && weightGain.isFinite,
        "the weight gain must be positive, not \(weightGain)"
      ),
      (surrogate.isUsable, "the surrogate's parameter must be positive and finite"),
      ((0...1_000_000).contains(epochs), "epochs must lie in 0...1000000, not \(epochs)"),
      ((1...10_000_000).contains(batchSize), "the batch size must be at least 1, not \(batchSize)"),
      (
        learningRate > 0 && learningRate.isFinite,
        "the learning rate must be positive, not \(learningRate)"
      ),
      (
        weightDecay >= 0 && weightDecay.isFinite,
        "the weight decay must not be negative, not \(weightDecay)"
      ),
      ((patience ?? 1) >= 1, "patience must be at least one epoch"),
    ]
    return checks.first { !$0.0 }?.1 ?? complaintAboutCombination
  }

  /// Settings that are fine alone but not together.
  private var complaintAboutCombination: String? {
    if steps < coding.fewestSteps {
      return "\(coding.rawValue) coding needs at least \(coding.fewestSteps) steps, not \(steps)"
    }
    if coding != .rate, sampling != .deterministic {
      return "\(sampling.rawValue) sampling is for rate coding, not for \(coding.rawValue) coding"
    }
    if coding != .direct, scaling == .standard || scaling == .none {
      return "\(coding.rawValue) coding reads features in 0...1, which \(scaling.rawValue) scaling "
        + "does not give; min-max and quantile do"
    }
    if let complaint = complaintAboutMethod { return complaint }
    if architecture == .cnn, coding == .population {
      return "population coding takes the pixels of an image apart, so it is for mlp, not for cnn"
    }
    return complaintAboutMemory(neurons: hidden.max() ?? 1)
  }

  private func complaintAboutMemory(neurons: Int) -> String? {
    // Rows are evaluated in batches of their own size.
    let rows = max(batchSize, Evaluation.batchSize)
    guard steps * rows > (1 << 31) / neurons else { return nil }
    return "\(steps) steps × \(rows) rows × \(neurons) neurons do not fit in memory"
  }

  /// Whether features must be the pixels of images.
  public var needsImages: Bool { architecture == .cnn || !augmentation.isNone }

  /// What is wrong with the settings for data of this size, as a sentence; nil when a network can
  /// be made for it.
  ///
  /// - Parameters:
  ///   - inputs: the number of features.
  ///   - classes: the number of classes.
  ///   - imageShape: `[C, H, W]` when the features are pixels.
  public func complaint(inputs: Int, classes: Int, imageShape: Shape? = nil) -> String? {
    if let complaint { return complaint }
    if needsImages, imageShape == nil {
      let what = architecture == .cnn ? "a cnn" : "shifting or flipping"
      return "\(what) is for images, and nothing says which of the \(inputs) features are "
        + "neighbouring pixels"
    }
    if let image = imageShape, augmentation.shift >= min(image[1], image[2]) {
      let (height, width) = (image[1], image[2])
      return "images of \(height) × \(width) pixels can be shifted by at most "
        + "\(min(height, width) - 1) pixels, not \(augmentation.shift)"
    }
    if architecture == .cnn, let image = imageShape {
      let side = ConvolutionSizes.smallestSide
      guard image[1] >= side, image[2] >= side else {
        return "a cnn needs images of at least \(side) × \(side) pixels, not "
          + "\(image[1]) × \(image[2])"
      }
      let neurons = ConvolutionSizes(image).neurons
      if let complaint = complaintAboutMemory(neurons: neurons) { return complaint }
    }
    let weights = weightCount(inputs: inputs, classes: classes, imageShape: imageShape)
    guard weights <= 1 << 28 else {
      return "hidden layers \(hidden) have more than 268 million weights for \(inputs) features"
    }
    return nil
  }

  /// How many weights `network(inputs:classes:imageShape:)` has, biases aside.
  func weightCount(inputs: Int, classes: Int, imageShape: Shape? = nil) -> Int {
    if architecture == .cnn, let imageShape {
      let convolutions = ConvolutionSizes(imageShape)
      return convolutions.weights + denseWeights([convolutions.outputs] + hidden + [classes])
    }
    let coded = coding == .population ? inputs * ReceptiveFields().count : inputs
    let encoder = coding == .direct && hidden.isEmpty ? [classes] : []
    return denseWeights([coded] + encoder + hidden + [classes])
  }

  private func denseWeights(_ sizes: [Int]) -> Int {
    zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
