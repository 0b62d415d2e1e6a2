public import SNNTensor

/// What a network computes, said apart from its weights.
///
///     let spec = NetworkSpec(input: [784], layers: [.linear("fc1"), .relu, .linear("fc2")])
///     let network = try SpecifiedNetwork(spec, tensors: file.tensors)
public struct NetworkSpec: Sendable {
  /// Where parts of a spec are written, for messages, such as `net.yaml:3:1`.
  public struct Places: Sendable {
    /// Where the shape of the input is.
    public var input: String?
    /// Where the means are.
    public var mean: String?
    /// Where the deviations are.
    public var deviation: String?
    /// Where the names of the classes are.
    public var classNames: String?
    /// Where the layers are.
    public var layers: String?

    /// No places: a spec made in Swift.
    public init() {}
  }

  /// The shape of one sample, channels first: `[F]`, `[C, L]` or `[C, H, W]`.
  public var input: Shape

  /// What is done to samples before the first layer.
  public var normalization: InputNormalization

  /// The names of the classes in the order of the scores; empty where they are not known.
  public var classNames: [String]

  /// The layers in their order.
  public var layers: [LayerSpec]

  /// What had to be taken for granted about the network, each a sentence without a full stop.
  public var remarks: [String] = []

  /// Where the parts are written.
  public var places = Places()

  /// A network for samples of a shape.
  ///
  /// - Parameters:
  ///   - input: the shape of one sample, channels first.
  ///   - normalization: what is done to samples before the first layer.
  ///   - classNames: in the order of the scores.
  ///   - layers: in their order.
  public init(
    input: Shape, normalization: InputNormalization = .none, classNames: [String] = [],
    layers: [LayerSpec]
  ) {
    self.input = input
    self.normalization = normalization
    self.classNames = classNames
    self.layers = layers
  }
}
