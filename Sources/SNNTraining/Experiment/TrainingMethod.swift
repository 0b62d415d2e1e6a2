/// How an experiment comes by its gradients.
public enum TrainingMethod: String, Sendable, Codable, CaseIterable {
  /// Back-propagation through all steps of a sequence.
  case bptt
  /// The same within windows of time, the state carried from one to the next.
  case tbptt
  /// Online training through time: a trace of each input, with the membrane's decay.
  case ottt
  /// Eligibility propagation, low-passed with the read-out's decay.
  case eprop
  /// Forward-mode derivatives, exact within each layer.
  case rtrl
}

// Model files from before there was a choice do not have it.
extension KeyedDecodingContainer {
  func decode(_ type: TrainingMethod.Type, forKey key: Key) throws -> TrainingMethod {
    try decodeIfPresent(type, forKey: key) ?? .bptt
  }
}

extension Experiment {
  /// How sequences are cut in time; nil when they are not.
  var windows: TimeWindows? {
    switch method {
    case .bptt: nil
    case .tbptt: TimeWindows(of: window ?? steps, in: steps)
    case .ottt, .eprop, .rtrl: TimeWindows(of: 1, in: steps)
    }
  }

  /// The network as it is trained, with layers that learn online if the method asks for them.
  func learner(_ network: Sequential) -> Sequential {
    switch method {
    case .bptt, .tbptt: network
    case .ottt: network.online(.ottt(decay: beta))
    case .eprop: network.online(.eprop(readoutDecay: beta))
    case .rtrl: network.online(.rtrl)
    }
  }

  /// What is wrong with the method, as a sentence; nil when it fits the other settings.
  var complaintAboutMethod: String? {
    if method == .tbptt, !(1...steps).contains(window ?? 0) {
      return "tbptt needs a window in 1...\(steps) steps"
        + (window.map { ", not \($0)" } ?? "")
    }
    if method != .tbptt, window != nil {
      return "a window is for tbptt, not for \(method.rawValue)"
    }
    if architecture == .cnn, method != .bptt, method != .tbptt {
      return "\(method.rawValue) learns the weights of an mlp, not of a cnn"
    }
    if method != .bptt, !(loss.loss is any StepwiseLoss) {
      let others = LossChoice.allCases.filter { $0.loss is any StepwiseLoss }.map(\.rawValue)
      return "the \(loss.rawValue) loss judges whole sequences, and \(method.rawValue) needs one "
        + "that judges every step: \(others.joined(separator: ", "))"
    }
    return nil
  }
}
