public import SNNFormats
internal import SNNLayers
internal import SNNTensor

extension NetworkGraph {
  /// The same network in the form that is converted: batch norms folded into the weights before or
  /// behind them, max-pools before their rectifiers, no softmax.
  ///
  /// All of it is exact but for rounding.  A batch norm y = κ·x + c folds backwards into W′ = κ·W,
  /// b′ = κ·b + c, and forwards into W′ = W·diag(κ) and b′ = b + W·c, where zero padding makes the
  /// second term a map over places, an `.offset`.  max and max(0, ·) commute, and so does
  /// max with κ ≥ 0; where κ < 0 a sign goes through the pool.
  ///
  /// - Throws: an error of kind `badData` that names the node when a softmax stands inside the
  ///   network, or a max-pool takes spikes that no weights have summed.
  public func folded() throws(FormatError) -> NetworkGraph {
    var editor = GraphEditor(self)
    editor.dropFinalSoftmax()
    try editor.refuseInnerSoftmax()
    editor.movePoolsBeforeRectifiers()
    editor.mergeRectifiers()
    editor.foldNormsBackwards()
    // Shapes are needed from here on, so the network is put in order first.
    var forward = FoldForwards(try editor.graph())
    let result = try forward.run()
    try result.refusePoolsOfSpikes()
    return result
  }

  /// Max-pools of what neurons hand on: the largest of spike trains is not the largest rate.
  private func refusePoolsOfSpikes() throws(FormatError) {
    var carriesSpikes = [Bool](repeating: false, count: nodes.count)
    for (place, node) in nodes.enumerated() {
      let takes = node.inputs.contains { carriesSpikes[$0] }
      switch node.operation {
      case .rectifier: carriesSpikes[place] = true
      case .linear, .convolution, .input: carriesSpikes[place] = false
      case .maxPool where takes:
        throw FormatError(
          layer: node.name, "max-pool",
          "takes spikes that no weights have summed, so its largest rate cannot be found",
          hint: "put the pool right behind the rectifier or a weight layer, or use average pooling")
      default: carriesSpikes[place] = takes
      }
    }
  }
}

extension GraphEditor {
  fileprivate mutating func dropFinalSoftmax() {
    while case .softmax = nodes[output].operation {
      let (place, input) = (output, nodes[output].inputs[0])
      redirect(place, to: input)
    }
  }

  fileprivate func refuseInnerSoftmax() throws(FormatError) {
    for node in nodes {
      if case .softmax = node.operation, !isDead(node.name) {
        throw FormatError(
          layer: node.name, "softmax", "stands inside the network, where it has no spiking form",
          hint: "only a softmax at the end can be converted: it leaves the order of scores alone")
      }
    }
  }

  /// Whether the last softmaxes were just cut off; nothing takes them any more.
  private func isDead(_ name: String) -> Bool {
    guard let place = nodes.firstIndex(where: { $0.name == name }) else { return true }
    return place != output && consumers[place].isEmpty
  }

  /// relu → pool becomes pool → relu; relu → norm → pool becomes [sign →] pool [→ sign] → relu →
  /// norm.
  fileprivate mutating func movePoolsBeforeRectifiers() {
    for place in nodes.indices {
      guard case .maxPool(let windows) = nodes[place].operation else { continue }
      let name = nodes[place].name
      let source = nodes[place].inputs[0]
      switch nodes[source].operation {
      case .rectifier(let rectifier):
        let pool = add(.maxPool(windows), named: name, to: nodes[source].inputs)
        let neurons = add(.rectifier(rectifier), named: nodes[source].name, to: [pool])
        redirect(place, to: neurons)
      case .affine(let norm):
        let before = nodes[source].inputs[0]
        guard case .rectifier(let rectifier) = nodes[before].operation else { continue }
        let signs: [Scalar] = norm.scale.map { $0 < 0 ? -1 : 1 }
        let sign = Operation.affine(
          ChannelAffine(scale: signs, shift: [Scalar](repeating: 0, count: signs.count)))
        var drive = nodes[before].inputs[0]
        if signs.contains(-1) { drive = add(sign, named: name, to: [drive]) }
        drive = add(.maxPool(windows), named: name, to: [drive])
        if signs.contains(-1) { drive = add(sign, named: name, to: [drive]) }
        let neurons = add(.rectifier(rectifier), named: nodes[before].name, to: [drive])
        let result = add(.affine(norm), named: nodes[source].name, to: [neurons])
        redirect(place, to: result)
      default: continue
      }
    }
  }

  /// A rectifier right behind another of the same sort changes nothing.
  fileprivate mutating func mergeRectifiers() {
    for place in nodes.indices {
      guard case .rectifier(let rectifier) = nodes[place].operation,
        case .rectifier(let before) = nodes[nodes[place].inputs[0]].operation,
        before == rectifier || rectifier == .relu
      else { continue }
      redirect(place, to: nodes[place].inputs[0])
    }
  }

  /// Weights → norm becomes weights alone, where nothing else takes the weights' result.
  fileprivate mutating func foldNormsBackwards() {
    for place in nodes.indices {
      guard case .affine(let norm) = nodes[place].operation else { continue }
      let source = nodes[place].inputs[0]
      guard isPrivate(source, to: place) else { continue }
      switch nodes[source].operation {
      case .linear(let layer):
        let weight = layer.weight * Tensor(norm.scale)
        let bias = layer.bias * Tensor(norm.scale) + Tensor(norm.shift)
        setOperation(of: source, to: .linear(Linear(weight: weight, bias: bias)))
      case .convolution(let layer):
        let scale = Tensor(norm.scale, shape: [norm.scale.count, 1, 1, 1])
        let bias = (layer.bias.map { $0 * Tensor(norm.scale) } ?? 0) + Tensor(norm.shift)
        setOperation(
          of: source,
          to: .convolution(
            Conv2d(
              weight: layer.weight * scale, bias: bias, windows: layer.windows,
              groups: layer.groups)))
      case .affine(let first):
        setOperation(of: source, to: .affine(first.followed(by: norm)))
      default: continue
      }
      redirect(place, to: source)
    }
  }
}

extension ChannelAffine {
  /// One after the other.
  fileprivate func followed(by next: ChannelAffine) -> ChannelAffine {
    ChannelAffine(
      scale: zip(scale, next.scale).map { $0 * $1 },
      shift: scale.indices.map { shift[$0] * next.scale[$0] + next.shift[$0] })
  }
}
