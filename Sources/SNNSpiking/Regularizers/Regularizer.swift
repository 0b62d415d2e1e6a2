public import SNNLayers

/// What the activity of a network's neurons costs, added to the loss.
///
/// A context that keeps activities hands the spikes of every layer of neurons to the regulariser,
/// still on the tape, so that its gradient reaches the weights before them:
///
///     let band = FiringRateBand(lower: 0.05, upper: 0.2, on: .only(["1"]), weight: 2)
///     let (value, gradients) = valueWithGradient(at: model) { model in
///       var context = Context(mode: .training, key: key, activities: .kept)
///       let output = model(input, &context)
///       return loss(output, labels) + band(context.activities)
///     }
///
/// `Trainer` does the same with the `regularizers` it is given.
public protocol Regularizer: Sendable {
  /// - Parameter activities: the spikes `[T, B, …]` of the layers, in calling order.
  /// - Returns: a single number ≥ 0, shape `[]`, the weight included.
  func callAsFunction(_ activities: [Activity]) -> Tensor
}

/// Which layers of neurons a regulariser looks at.
public enum LayerSelection: Sendable, Hashable {
  /// Every layer that fires, the output layer too.
  case all
  /// The layers at these places, `1` in a `Sequential`, with all their parts.
  case only([String])
}

extension [Activity] {
  /// The spikes of the selected layers.
  /// - Precondition: there is activity at every place that is named.
  func spikes(of selection: LayerSelection) -> [Tensor] {
    guard case .only(let places) = selection else { return map(\.spikes) }
    for place in places {
      require(
        contains { $0.lies(in: place) },
        "regulariser: no neurons at \(place), there is activity at \(map(\.path)); was it kept?")
    }
    return filter { activity in places.contains { activity.lies(in: $0) } }.map(\.spikes)
  }
}
