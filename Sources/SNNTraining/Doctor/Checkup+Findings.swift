internal import SNNTensor

/// From where on something counts as wrong.  Networks that learn well stay far inside all of them.
private enum Limit {
  /// The share of silent neurons in a dead layer.
  static let silent: Scalar = 0.95
  /// The share of neurons that fire all the time in a saturated layer.
  static let saturated: Scalar = 0.5
  /// How far early and late gradients may be apart.  Early steps have more to say about the end the
  /// more layers there are: eight layers that learn well come to 2,000.
  static let gradientRatio: Scalar = 1e5
  /// The norm of a step's gradient, of a loss that is a mean over rows; those of networks that learn
  /// stay below 1.
  static let gradientNorm: Scalar = 100
  /// The least share of membranes inside the surrogate's support.
  static let support: Scalar = 0.02
  /// The size of membranes in thresholds.
  static let membrane: Scalar = 10
  /// The least gradient of a weight in parts of the largest.
  static let gradient: Scalar = 1e-7
  /// The share of neurons that features of the wrong size hold silent or firing all the time.
  static let stuck: Scalar = 0.5
  /// The share of membranes inside the surrogate's support that they leave at most.
  static let driven: Scalar = 0.25
  /// The root mean square of a feature; that of standardised ones is 1.
  static let feature: Scalar = 10
}

extension Checkup {
  /// What keeps the network from learning, the first cause first; empty when it is well.
  public var findings: [Finding] {
    // Nothing that follows from numbers that are none can be told from them.
    if let notANumber { return [notANumber] }
    let unscaled = unscaledInput
    let ofRows = [oneClass, unscaled].compactMap { $0 } + labelLeaks
    // Of features too large the layers only say the same once more.
    let ofLayers = unscaled == nil ? activityFindings : []
    // Gradients do not come through a layer that is silent, or that always fires: no news.
    return ofRows + ofLayers + (unscaled == nil && ofLayers.isEmpty ? gradientFindings : [])
  }

  private var notANumber: Finding? {
    let parameter = parameters.first { !$0.gradientNorm.isFinite || !$0.size.isFinite }
    guard !loss.isFinite || parameter != nil else { return nil }
    let place = parameter?.path ?? ""
    let number = loss.isFinite ? "the gradient of \(place)" : "the loss"
    return Finding(
      kind: .notANumber, place: place,
      message: "\(number) is not a finite number, so no step leads anywhere from here",
      advice: "train once more with a smaller --lr (learningRate:), and with --scaling standard "
        + "(Scaler) if features are large")
  }

  private var oneClass: Finding? {
    guard rows.classes.count == 1 else { return nil }
    return Finding(
      kind: .oneClass, place: "",
      message: "all \(rows.count) rows looked at are of one class, so any network is right",
      advice: "give rows of at least two classes, and check --target (Dataset.labels)")
  }

  private var unscaledInput: Finding? {
    guard let largest = rows.largestFeature, largest.size > Limit.feature, isOverdriven
    else { return nil }
    return Finding(
      kind: .unscaledInput, place: name(ofFeature: largest.place),
      message: "\(name(ofFeature: largest.place)) has a root mean square of "
        + "\(short(largest.size)), where layers are made for numbers around 1",
      advice: "scale the features: --scaling standard (Scaler(fitting:kind: .standard))")
  }

  /// Whether the first neurons are mostly out of reach of a gradient.  A network may well be made
  /// for large features, as one is whose norms were folded into its weights.
  private var isOverdriven: Bool {
    guard let first = layers.first(where: \.isTrained) else { return true }
    return first.silentShare + first.saturatedShare > Limit.stuck
      || first.supportShare ?? 1 < Limit.driven
  }

  /// A finding for all features that do, for they may be many.
  private var labelLeaks: [Finding] {
    guard let first = rows.leaks.first else { return [] }
    let others = rows.leaks.count - 1
    return [
      Finding(
        kind: .labelLeak, place: name(ofFeature: first),
        message: "\(name(ofFeature: first)) is the same in all rows of a class and another in "
          + "each class: it gives the class away"
          + (others == 0
            ? "" : ", and so \(others == 1 ? "does one other" : "do \(others) others")"),
        advice: "remove the column, unless it will be known when the class is not")
    ]
  }

  private func name(ofFeature place: Int) -> String {
    place < featureNames.count ? "feature “\(featureNames[place])”" : "feature \(place + 1)"
  }

  /// What the neurons say: of layers that hear nothing only the first is named.
  private var activityFindings: [Finding] {
    var findings: [Finding] = []
    for layer in layers where layer.isTrained || layer.silentShare == 1 {
      if layer.silentShare >= Limit.silent {
        return findings + [dead(layer)]
      }
      if layer.saturatedShare >= Limit.saturated {
        findings.append(saturated(layer))
      } else if let share = layer.supportShare, share < Limit.support {
        findings.append(outOfReach(layer, share))
      }
    }
    return findings
  }

  private func dead(_ layer: LayerHealth) -> Finding {
    let advice =
      layer.isTrained
      ? Finding.wakingAdvice
      : "nothing reaches the network: check that features are scaled, --scaling min-max (Scaler)"
    return Finding(
      kind: .deadLayer, place: layer.path,
      message: "\(percent(layer.silentShare)) of the \(layer.neurons) neurons of layer "
        + "\(layer.path) never fire, and what is behind them hears nothing",
      advice: advice)
  }

  private func saturated(_ layer: LayerHealth) -> Finding {
    Finding(
      kind: .saturatedLayer, place: layer.path,
      message: "\(percent(layer.saturatedShare)) of the \(layer.neurons) neurons of layer "
        + "\(layer.path) fire at nearly every step, whatever comes in",
      advice: "start with weights that let it be silent at times: --init balanced "
        + "(Sequential.balanced(on:)), or a smaller --weight-gain (Experiment.weightGain)")
  }

  /// A layer whose membranes are not where the surrogate is: whose fault that is, their size tells.
  private func outOfReach(_ layer: LayerHealth, _ share: Scalar) -> Finding {
    let threshold = thresholds.first { $0.path == layer.path + ".threshold" }?.mean.magnitude ?? 1
    if let size = layer.membraneSize, size > Limit.membrane * threshold {
      return Finding(
        kind: .overdrivenLayer, place: layer.path,
        message: "the membranes of layer \(layer.path) are \(short(size / threshold)) thresholds "
          + "in size, and only \(percent(share)) of them get a gradient back",
        advice: "start with weights that fit: --init balanced (Sequential.balanced(on:)), or a "
          + "smaller --weight-gain (Experiment.weightGain)")
    }
    return Finding(
      kind: .narrowSurrogate, place: layer.path,
      message: "the surrogate of layer \(layer.path) hands a gradient back at only "
        + "\(percent(share)) of the membranes",
      advice: "take a wider surrogate: --surrogate arctan:2 (surrogate: .arctan(alpha: 2))")
  }

  private var gradientFindings: [Finding] {
    let largest = parameters.map(\.gradientNorm).max() ?? 0
    // A network that makes no error learns nothing, and has nothing left to learn.
    guard largest > 0 else { return [] }
    let throughTime = layers.compactMap(throughTime)
    // Beside a gradient that explodes all others are small.
    guard throughTime.isEmpty else { return throughTime }
    return parameters.filter {
      $0.path.hasSuffix("weight") && $0.gradientNorm < largest * Limit.gradient
    }.map(unfelt)
  }

  private func throughTime(_ layer: LayerHealth) -> Finding? {
    guard let ratio = layer.gradientRatio else { return nil }
    // A loss that reads early steps alone gives the last ones little, and that is no fault.
    if ratio > Limit.gradientRatio, layer.gradientNorms.max() ?? 0 > Limit.gradientNorm {
      return Finding(
        kind: .explodingGradient, place: layer.path,
        message: "the gradient of layer \(layer.path) grows \(short(ratio)) times on its way back "
          + "from the last steps to the first",
        advice: "make windows shorter: --method tbptt --window 5 (Trainer(windows:)), "
          + "or make the weights between neurons of the layer smaller")
    }
    if ratio < 1 / Limit.gradientRatio {
      return Finding(
        kind: .vanishingGradient, place: layer.path,
        message:
          "the gradient of layer \(layer.path) in the first steps is \(short(ratio)) of that "
          + "in the last ones",
        advice: "let membranes remember longer, --beta 0.95 (beta:), or read every step, "
          + "--loss step-membrane (.rateCrossEntropy)")
    }
    return nil
  }

  private func unfelt(_ parameter: ParameterHealth) -> Finding {
    Finding(
      kind: .noGradient, place: parameter.path,
      message: "the loss does not feel \(parameter.path): its gradient is "
        + "\(short(parameter.gradientNorm))",
      advice: "take a wider surrogate, --surrogate arctan:2 (surrogate: .arctan(alpha: 2)), or "
        + "start with --init balanced (Sequential.balanced(on:))")
  }
}

private func percent(_ share: Scalar) -> String { "\(short(share * 100)) %" }

/// Three figures, as in a sentence.
private func short(_ number: Scalar) -> String {
  guard number.isFinite, number != 0 else { return "\(number)" }
  var scale: Scalar = 1
  let size = number.magnitude
  while size * scale < 100, scale < 1e12 { scale *= 10 }
  let rounded = Double((number * scale).rounded() / scale)
  return rounded == rounded.rounded() && rounded.magnitude < 1e15
    ? "\(Int(rounded))" : "\(Scalar(rounded))"
}
