/// Everything that decides what a training run computes, apart from its data.
///
/// Two runs of the same experiment on the same rows give the same bits.  It is saved in the model
/// file, so that a model can say how it came about.
public struct Experiment: Sendable, Hashable, Codable {
  public var coding: Coding
  /// T, the time steps of one inference.
  public var steps: Int
  /// The sizes of the hidden layers.
  public var hidden: [Int]
  public var neuron: NeuronChoice
  /// The decay of the membrane per step, dimensionless, 0...1.
  public var beta: Scalar
  /// The decay of the synaptic current per step, for neurons that have one.
  public var alpha: Scalar
  public var surrogate: Surrogate
  public var loss: LossChoice
  /// How features are scaled, fitted on training rows only.
  public var scaling: Scaler.Kind
  /// The probability of dropping a hidden feature for a whole sequence.
  public var dropout: Scalar
  public var epochs: Int
  public var batchSize: Int
  public var learningRate: Scalar
  public var weightDecay: Scalar
  /// Stop after so many epochs without a better validation accuracy; nil trains to the end.
  public var patience: Int?
  public var seed: UInt64

  public init(
    coding: Coding = .direct, steps: Int = 20, hidden: [Int] = [64],
    neuron: NeuronChoice = .leaky, beta: Scalar = 0.9, alpha: Scalar = 0.8,
    surrogate: Surrogate = .arctan(), loss: LossChoice = .membrane, scaling: Scaler.Kind? = nil,
    dropout: Scalar = 0, epochs: Int = 50, batchSize: Int = 32, learningRate: Scalar = 2e-3,
    weightDecay: Scalar = 1e-2, patience: Int? = nil, seed: UInt64 = 0
  ) {
    self.coding = coding
    self.steps = steps
    self.hidden = hidden
    self.neuron = neuron
    self.beta = beta
    self.alpha = alpha
    self.surrogate = surrogate
    self.loss = loss
    self.scaling = scaling ?? coding.scaling
    self.dropout = dropout
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.patience = patience
    self.seed = seed
  }
}
