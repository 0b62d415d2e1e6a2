public import SNNLayers

extension Sequential {
  /// The same network with every `Linear` that drives spiking neurons joined to them as a layer
  /// that learns online.
  ///
  ///     var trainer = Trainer(
  ///       model.online(.ottt(decay: 0.9)), loss: .rateCrossEntropy,
  ///       windows: TimeWindows(of: 1, in: 20), optimizer: Adam(learningRate: 5e-3),
  ///       batchSize: 16, seed: 42)
  ///     try trainer.fit(train, epochs: 30)
  ///     let trained = trainer.model.offline
  ///
  /// A `DirectEncoder` of a `Linear` becomes a `RepeatEncoder` before such a layer, and a read-out
  /// in a network of e-prop learns by `.rtrl`.  All other layers stay as they are, and learn from
  /// the gradient of each step alone.  Forward nothing changes.
  public func online(_ rule: OnlineRule) -> Sequential {
    var result: [any Layer] = []
    var rest = layers[...]
    while let layer = rest.popFirst() {
      if let linear = layer as? Linear, let neurons = rest.first as? any OnlineLearner {
        rest.removeFirst()
        result.append(neurons.joined(to: linear, rule))
      } else if let encoder = layer as? any DirectCode {
        result += encoder.online(rule)
      } else {
        result.append((layer as? Sequential)?.online(rule) ?? layer)
      }
    }
    return Sequential(result)
  }

  /// The network with its online layers taken apart again, as it was before `online`; a repeated
  /// code before the first of them comes back as the `DirectEncoder` it computes the same as.
  public var offline: Sequential {
    var result: [any Layer] = []
    for layer in layers {
      if let online = layer as? any JoinedLearner {
        if let encoder = result.last as? RepeatEncoder {
          result[result.count - 1] = online.code(steps: encoder.steps)
        } else {
          result += online.parts
        }
      } else {
        result.append((layer as? Sequential)?.offline ?? layer)
      }
    }
    return Sequential(result)
  }
}

/// Neurons whose model is not known where a network is walked.
private protocol OnlineLearner {
  func joined(to linear: Linear, _ rule: OnlineRule) -> any Layer
}

extension SpikingLayer: OnlineLearner {
  fileprivate func joined(to linear: Linear, _ rule: OnlineRule) -> any Layer {
    OnlineNeurons(linear, self, Model.spikes ? rule : rule.ofReadout)
  }
}

/// A direct code of any neurons.
private protocol DirectCode {
  func online(_ rule: OnlineRule) -> [any Layer]
}

extension DirectEncoder: DirectCode {
  fileprivate func online(_ rule: OnlineRule) -> [any Layer] {
    guard let linear = linear as? Linear else { return [self] }
    return [RepeatEncoder(steps: steps), OnlineNeurons(linear, neurons, rule)]
  }
}

/// Online neurons of any model.
private protocol JoinedLearner {
  var parts: [any Layer] { get }
  func code(steps: Int) -> any Layer
}

extension OnlineNeurons: JoinedLearner {
  fileprivate var parts: [any Layer] { [linear, neurons] }

  fileprivate func code(steps: Int) -> any Layer {
    DirectEncoder(steps: steps, linear: linear, neurons: neurons)
  }
}
