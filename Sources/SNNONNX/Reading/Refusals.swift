internal import SNNFormats

let realNumbersHint = "export the network in single precision, before any quantisation"

extension GraphReader {
  /// Why an operator cannot become spiking.
  func refusal(of node: ONNXNode) -> FormatError {
    knownRefusal(of: node)
      ?? node.refusal(
        "the operator \(shown(node.kind)) has no spiking form here",
        hint: "build the network of convolutions, linear layers, batch norms, ReLU and pools")
  }

  /// The same for an operator whose reason is known.
  func knownRefusal(of node: ONNXNode) -> FormatError? {
    refusals.first { $0.kinds.contains(node.kind) }.map { node.refusal($0.reason, hint: $0.hint) }
  }
}

private let reluHint = "train the network with ReLU in its place"

private let refusals: [(kinds: Set<String>, reason: String, hint: String)] = [
  (
    [
      "Sigmoid", "Tanh", "HardSigmoid", "Softplus", "Softsign", "Gelu", "Erf", "Elu", "Celu",
      "Selu",
      "Mish", "Swish", "HardSwish",
    ], "its answer is not that of a rectifier, max(0, x)", reluHint
  ),
  (
    ["LeakyRelu", "PRelu"], "it lets negative numbers through, which spikes do not carry", reluHint
  ),
  (
    ["ThresholdedRelu", "Shrink", "Floor", "Ceil", "Round", "Sign", "Min"],
    "it cuts or rounds in a way that a rectifier does not", reluHint
  ),
  (
    ["LSTM", "GRU", "RNN"], "it has a state of its own",
    "only networks without recurrence can be converted; snntrain trains recurrent spiking ones"
  ),
  (
    [
      "LayerNormalization", "InstanceNormalization", "GroupNormalization", "LRN",
      "LpNormalization", "MeanVarianceNormalization", "RMSNormalization",
      "SimplifiedLayerNormalization",
    ], "it normalises each sample by what is in it",
    "train the network with batch normalisation in its place"
  ),
  (
    ["If", "Loop", "Scan", "SequenceMap"], "it decides what to do while the network runs",
    "export the network without branches and loops that depend on data"
  ),
  (
    [
      "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "QLinearConv", "QLinearMatMul",
      "ConvInteger", "MatMulInteger",
    ], "it computes with quantised numbers", realNumbersHint
  ),
  (
    ["Attention", "RotaryEmbedding", "Einsum"], "it multiplies samples with each other",
    "only networks of layers with fixed weights can be converted"
  ),
  (
    ["ConvTranspose", "Resize", "Upsample", "DepthToSpace", "SpaceToDepth"],
    "it makes images larger or rearranges them",
    "only networks that convolve and pool can be converted"
  ),
  (
    ["Slice", "Split", "Gather", "GatherND"], "it takes samples apart",
    "pools and strides can be converted; leave out what picks single elements"
  ),
]
