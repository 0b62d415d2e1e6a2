import SNN
import SNNCommandLine

/// What is said of a verification: the proof, the curve, the layers and the cost.
struct VerificationText {
  let proof: Verification
  let method: ConversionMethod

  var text: String {
    [proofText, curveText, layerText, costText].joined(separator: "\n\n")
  }

  // MARK: Proof

  private var proofText: String {
    var lines = [
      "fold      norms folded into weights change scores by \(share(proof.foldError)) of the largest "
        + (proof.foldingHolds ? "(holds)" : "(FAILS: allowed 1e-4)")
    ]
    let errors = proof.layers.compactMap(\.identityError)
    if let worst = errors.max() {
      lines.append(
        "identity  every neuron spent what it took in, to \(share(worst))·θ·√T "
          + (proof.identityHolds ? "(holds)" : "(FAILS: allowed 1e-5)"))
    } else {
      lines.append("identity  none: \(method.name) neurons keep no account of their drive")
    }
    if let exactness = proof.exactness {
      let what =
        exactness.promise == .scores
        ? "the network's scores" : "the scores of the network brought to levels"
      var line = "exact     \(what), to \(share(exactness.scoreError))"
      if exactness.differing > 0 {
        line +=
          ", \(counted(exactness.differing, "row")) by more than \(share(exactness.tolerance))"
      }
      line +=
        exactness.isUnsettled
        ? " (not settled yet: raise --steps)" : proof.exactnessHolds ? " (holds)" : " (FAILS)"
      if let settled = exactness.settled, !exactness.isUnsettled {
        line += "; settled after \(settled) steps"
      }
      if let accuracy = exactness.accuracy, exactness.promise == .quantizedScores {
        line += "; that network right \(percent(accuracy))"
      }
      if let violations = exactness.violations {
        line += "; \(violations) activations beyond their windows"
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  private func share(_ value: Scalar) -> String {
    value == 0 ? "0" : value < 0.001 ? scientific(value) : fixed(value, 4)
  }

  private func scientific(_ value: Scalar) -> String {
    var (digits, exponent) = (Double(value), 0)
    while digits < 1, exponent > -40 { (digits, exponent) = (digits * 10, exponent - 1) }
    return fixed(Scalar(digits), 1) + "e\(exponent)"
  }

  // MARK: Curve

  private var curveText: String {
    let original = proof.originalAccuracy.map { "original network right \(percent($0)) " } ?? ""
    let rows = proof.curve.map { point in
      "\(point.steps)".leading(6) + percent(point.agreement).leading(12)
        + (point.accuracy.map(percent) ?? "–").leading(10)
        + fixed(Scalar(point.spikes), 1).leading(14)
    }
    let reached = proof.steps(toAgreement: 0.99).map { "agreement of 99% from T = \($0) on" }
    return
      ([
        "\(original)(\(proof.samples) rows)", "     T   agreement     right  spikes a row",
      ] + rows + [reached ?? "agreement of 99% is not reached"]).joined(separator: "\n")
  }

  // MARK: Layers

  private var layerText: String {
    let columns: [TextTable.Column] = [
      .words("layer"), .numbers("neurons"), .numbers("correlation"), .numbers("error·T/θ"),
      .numbers("clipped"), .numbers("dead"), .numbers("spikes a row"),
    ]
    let rows = proof.layers.map { layer in
      [
        printable(layer.name, limit: 30), "\(layer.neurons)",
        layer.correlation.map { fixed($0, 4) } ?? "–", fixed(layer.error, 3),
        percent(layer.clipped), percent(layer.dead), fixed(Scalar(layer.spikes), 1),
      ]
    }
    return TextTable(columns, rows).text
  }

  // MARK: Cost

  private var costText: String {
    let cost = proof.cost
    return """
      cost a row (NeuroBench's metrics)
        additions by spikes      \(amount(cost.additions)) of \(amount(cost.denseOperations)) if all \
      fired
        multiplications          \(amount(cost.multiplications)), \
      \(amount(cost.cachedMultiplications)) with the constant input's product worked out once
        membrane updates         \(amount(cost.membraneUpdates))
        activation sparsity      \(percent(Scalar(cost.activationSparsity)))
        connection sparsity      \(percent(Scalar(cost.connectionSparsity)))
        footprint                \(amount(Double(cost.footprint))) bytes
      operation-count estimate, 45 nm, no memory, no neuron updates (Horowitz 2014)
        spiking                  \(fixed(Scalar(cost.energy), 1)) nJ
        original, 32-bit         \(fixed(Scalar(cost.originalEnergy), 1)) nJ \
      (\(amount(cost.originalMultiplications)) multiplications)
      """ + equivalentText
  }

  /// The original network with as many bits as the spikes are worth; empty where they are times.
  private var equivalentText: String {
    guard let bits = proof.cost.equivalentBits, let energy = proof.cost.equivalentEnergy else {
      return ""
    }
    return "\n  original, \(bits)-bit".trailing(28) + fixed(Scalar(energy), 1)
      + " nJ as \(counted(bits, "addition")) a product: the fair comparison, of as many levels"
  }
}

/// A count as people write it: 1234567 → "1.23 M".
func amount(_ value: Double) -> String {
  for (size, name) in [(1e9, " G"), (1e6, " M"), (1e3, " k")] where value >= size {
    return fixed(Scalar(value / size), 2) + name
  }
  return fixed(Scalar(value), value == value.rounded() ? 0 : 1)
}
