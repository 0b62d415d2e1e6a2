internal import SNNFormats
internal import SNNTensor

extension CalibrationSet {
  /// Refuses weights or samples from which no finite number comes.
  func checkNumbers() throws(FormatError) {
    for batch in batches {
      let values = graph.results(of: batch)
      if let place = values.firstIndex(where: { !$0.isFinite }) {
        throw FormatError(
          kind: .badData,
          message:
            "layer “\(printable(graph.nodes[place].name))” gives numbers that are not finite "
            + "for calibration samples",
          hint: "check that the samples are scaled as the network was trained, and its weights")
      }
    }
  }

  /// How long the first spikes need to the read-out: Σ over the layers of the fewest steps that a
  /// channel needs from θ/2 to θ at its mean activation.
  func readout(thresholds: [Int: [Scalar]]) -> Readout {
    let values = graph.results(of: batches[0])
    let delay = rectifiers.reduce(0.0) { sum, entry in
      let activations = values[entry.place]
      let means = activations.flattened(fromAxis: 2)
        .mean(alongAxis: -1).mean(alongAxis: 0).scalars
      let waits = zip(thresholds[entry.place] ?? [], means).map { $1 > 0 ? $0 / 2 / $1 : .infinity }
      let shortest = waits.min() ?? 0
      return sum + (shortest.isFinite ? Double(shortest) : 0)
    }
    return .delayed(Int(min(delay.rounded(.up), 4096)))
  }
}
