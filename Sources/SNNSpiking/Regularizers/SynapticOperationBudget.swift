public import SNNLayers

/// An inference should take no more synaptic operations than a budget allows.
///
///     L = w·(E/E_max − 1)₊,   E = 1/B·Σ_l F_l·Σ S_l
///
/// S_l spikes of layer l, F_l its fan-out (how many neurons one of its spikes reaches), E synaptic
/// operations per inference, E_max the budget, w weight, dimensionless.  Shapes: spikes
/// `[T, B, …]`; one number `[]`.
///
/// Zero with zero gradient within the budget.  Spikes of layers without a fan-out, as those of the
/// output layer, and of encoders without parameters cost nothing here: the former reach no synapse,
/// the latter cannot change.
///
///     SynapticOperationBudget(5_000, fanOuts: model.fanOuts, weight: 1)
///
/// - Reference: Sorbaro et al., *Optimizing the Energy Consumption of Spiking Neural Networks for
///   Neuromorphic Applications*, 2020.
public struct SynapticOperationBudget: Regularizer {
  /// E_max, synaptic operations per inference.
  public let budget: Scalar
  /// F, by the path of the layer.
  public let fanOuts: [String: Scalar]
  /// w, dimensionless.
  public let weight: Scalar

  /// - Parameters:
  ///   - budget: E_max per inference.
  ///   - fanOuts: by the path of the layer, as `Sequential.fanOuts` gives them; paths without
  ///     neurons are passed over.
  ///   - weight: w.
  /// - Precondition: the budget is positive, the weight not negative; some activity has a fan-out.
  public init(_ budget: Scalar, fanOuts: [String: Scalar], weight: Scalar) {
    require(
      budget > 0 && weight >= 0,
      "SynapticOperationBudget: budget \(budget), weight \(weight)")
    self.budget = budget
    self.fanOuts = fanOuts
    self.weight = weight
  }

  /// E, the synaptic operations per inference, shape `[]`.
  public func operations(of activities: [Activity]) -> Tensor {
    let counted = activities.compactMap { activity in
      fanOuts.first { activity.lies(in: $0.key) }.map { (activity.spikes, $0.value) }
    }
    require(
      !counted.isEmpty,
      "SynapticOperationBudget: fan-outs of \(fanOuts.keys.sorted()), activity at "
        + "\(activities.map(\.path)); was it kept?")
    return counted.reduce(Tensor(0)) { sum, layer in
      let (spikes, fanOut) = layer
      return sum + spikes.sum() * Tensor(fanOut / Scalar(Swift.max(1, spikes.shape[1])))
    }
  }

  /// The penalty for one batch's activities, shape `[]`.
  public func callAsFunction(_ activities: [Activity]) -> Tensor {
    (operations(of: activities) * Tensor(1 / budget) - 1).relu() * Tensor(weight)
  }
}

extension Regularizer where Self == SynapticOperationBudget {
  /// An inference should take no more synaptic operations than a budget allows.
  public static func synapticOperationBudget(
    _ budget: Scalar, fanOuts: [String: Scalar], weight: Scalar
  ) -> SynapticOperationBudget {
    SynapticOperationBudget(budget, fanOuts: fanOuts, weight: weight)
  }
}
