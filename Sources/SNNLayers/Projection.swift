/// A layer of synapses: each of its inputs reaches a number of neurons.
public protocol Projection: Layer {
  /// The neurons that one spike at an input reaches, on average over the inputs.
  var fanOut: Scalar { get }
}

extension Linear: Projection {
  /// Every output, whatever the weights are.
  public var fanOut: Scalar { Scalar(weight.shape[1]) }
}

extension Conv1d: Projection {
  /// The channels of its group times the windows it lies in, as if no edge were near.
  public var fanOut: Scalar { convolutionFanOut(weight.shape[0] / groups, windows) }
}

extension Conv2d: Projection {
  /// The channels of its group times the windows it lies in, as if no edge were near.
  public var fanOut: Scalar { convolutionFanOut(weight.shape[0] / groups, windows) }
}

private func convolutionFanOut(_ channels: Int, _ windows: Windows) -> Scalar {
  Scalar(channels * windows.kernel.area) / Scalar(windows.stride.area)
}

/// Neurons whose spikes also go back to neurons of their own layer.
public protocol FeedbackProjection {
  /// The neurons of the layer itself that one of its spikes reaches, on average.
  var feedbackFanOut: Scalar { get }
}

extension Unrolled: FeedbackProjection where Stepping: FeedbackProjection {
  /// The cell's.
  public var feedbackFanOut: Scalar { cell.feedbackFanOut }
}

extension Sequential {
  /// How many neurons a spike of each layer reaches, by path: the fan-out of the next projection and
  /// of the layer's own feedback.
  ///
  /// Pools, norms and other layers without synapses are passed over, as if every spike went through.
  /// Left out are layers that no projection follows, such as the output layer, and layers before a
  /// block with projections inside, such as `SEWBlock`, whose spikes go several ways.
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
        continue
      }
      let feedback = (layer as? any FeedbackProjection)?.feedbackFanOut
      if next != nil || feedback != nil {
        result["\(prefix)\(index)"] = (next ?? 0) + (feedback ?? 0)
      }
      if let projection = layer as? any Projection {
        next = projection.fanOut
      } else if feedback == nil, layer.holdsWeights {
        next = nil
      }
    }
  }
}

extension Layer {
  /// Whether it has a trained matrix.  A norm's coefficients may be one too, which does not matter:
  /// the projection before it has the next word.
  package var holdsWeights: Bool {
    parameters.contains { $0.role == .trained && $0.value.rank >= 2 }
  }
}
