/// A layer of synapses: each of its inputs reaches a number of neurons.
public protocol Projection: Layer {
  /// The neurons that one spike at an input reaches, on average over the inputs.
  var fanOut: Scalar { get }
}

extension Linear: Projection {
  /// Every output, whatever the weights are.
  public var fanOut: Scalar { Scalar(weight.shape[1]) }
}

extension Sequential {
  /// How many neurons a spike of each layer reaches: the fan-out of the next projection, by path.
  ///
  /// Layers that no projection follows, such as the output layer, are left out.
  public var fanOuts: [String: Scalar] {
    var (result, next): ([String: Scalar], Scalar?) = ([:], nil)
    collectFanOuts("", &next, &result)
    return result
  }

  /// Goes from the last layer to the first, `next` being the fan-out of what comes after.
  private func collectFanOuts(
    _ prefix: String, _ next: inout Scalar?, _ result: inout [String: Scalar]
  ) {
    for (index, layer) in layers.enumerated().reversed() {
      if let part = layer as? Sequential {
        part.collectFanOuts("\(prefix)\(index).", &next, &result)
      } else {
        if let next { result["\(prefix)\(index)"] = next }
        if let projection = layer as? any Projection { next = projection.fanOut }
      }
    }
  }
}
