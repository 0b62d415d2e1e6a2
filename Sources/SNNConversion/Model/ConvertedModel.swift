public import SNNData
public import SNNSpiking
public import SNNTensor
public import SNNTraining

/// A converted network with the words around it, for raw rows.
public struct ConvertedModel: RowClassifier {
  /// The spiking network.
  public var network: ConvertedNetwork
  /// How raw features are scaled before the network: as they were for the original one.
  public let scaler: Scaler
  /// The names of the columns, in the network's order.
  public let featureNames: [String]
  /// The names of the classes, by label.
  public let classNames: [String]
  /// `[C, H, W]` when the columns are the pixels of images.
  public let imageShape: Shape?
  /// The rows it was calibrated on, and its accuracy.
  public var provenance: Provenance
  /// What it was made of, and what was lost.
  public var origin: Origin

  /// What a converted model was made of, and what was lost.
  public struct Origin: Sendable, Hashable, Codable {
    /// The file of the original weights, without its folders.
    public var source: String
    /// The SHA-256 of its weights in hexadecimal digits, the same whatever format they came in.
    public var sourceHash: String
    /// How samples come in.
    public var input: InputCode
    /// Whether every channel has a threshold of its own.
    public var scope: ThresholdScope
    /// The original network's share of right answers on the rows it was verified on, if labelled.
    public var originalAccuracy: Scalar?
    /// The answers after 1, 2, 4, … steps on those rows; empty when it was not verified.
    public var curve: [Verification.Point]
    /// The epochs it was trained further, 0 when it was not.
    public var tunedEpochs: Int

    /// What is known when a network has just been converted.
    public init(source: String, sourceHash: String, input: InputCode, scope: ThresholdScope) {
      (self.source, self.sourceHash) = (source, sourceHash)
      (self.input, self.scope) = (input, scope)
      (originalAccuracy, curve, tunedEpochs) = (nil, [], 0)
    }
  }

  /// A model of a network for rows of a data set.
  ///
  /// - Parameters:
  ///   - network: the spiking network.
  ///   - data: rows as they are given to it, whose names it takes; those of calibration.
  ///   - scaler: how rows were scaled for the original network; `data` is not scaled yet.
  ///   - origin: what it was made of.
  /// - Precondition: as many columns as the network takes, and as many classes as it gives scores.
  public init(network: ConvertedNetwork, for data: Dataset, scaler: Scaler, origin: Origin) {
    require(
      network.graph.inputShape.elementCount == data.featureCount
        && network.graph.outputShape.elementCount == data.classCount
        && scaler.featureCount == data.featureCount,
      "ConvertedModel: a network of \(network.graph.inputShape) to \(network.graph.outputShape) "
        + "for \(data.featureCount) columns and \(data.classCount) classes")
    self.network = network
    self.scaler = scaler
    (featureNames, classNames) = (data.featureNames, data.classNames)
    imageShape = data.imageShape
    provenance = Provenance(dataset: data.name, trainingRows: data.count, epochs: 0)
    self.origin = origin
  }

  init(
    network: ConvertedNetwork, scaler: Scaler, featureNames: [String], classNames: [String],
    imageShape: Shape?, provenance: Provenance, origin: Origin
  ) {
    self.network = network
    self.scaler = scaler
    (self.featureNames, self.classNames) = (featureNames, classNames)
    self.imageShape = imageShape
    (self.provenance, self.origin) = (provenance, origin)
  }

  /// The network.
  public var classifier: any Layer { network }

  /// The mean current into the read-out is a score, as a mean membrane is.
  public var loss: any Loss { MeanMembraneCrossEntropy() }

  /// Inferences are not cut in time.
  public var windows: TimeWindows? { nil }

  /// Converted models have no draws of their own but those of rate input.
  public var seed: UInt64 { 0 }

  /// As many as memory holds sequences of.
  public var batchSize: Int { network.batchSize }
}
