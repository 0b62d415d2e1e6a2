public import SNNTraining

extension Picture {
  /// When neurons fire first: how many of them at which step, over all samples.
  ///
  ///     Picture.firstSpikeTimes(of: output)
  ///
  /// A neuron that stays silent for a sample has no first spike; the picture says in words how many
  /// these are, rather than draw them at T, where `firstSpikeTimes()` puts them.
  ///
  /// - Parameters:
  ///   - spikes: `[T, B, …]`; above 0 is a spike.
  ///   - title: the line above the picture.
  /// - Precondition: there are the axes `[T, B]`.
  public static func firstSpikeTimes(
    of spikes: Tensor, title: String = "First spikes"
  ) -> Picture {
    spikes.requireSequence()
    if spikes.count == 0 { return Sheet.empty(title, saying: nothingToDraw) }
    let steps = spikes.shape[0]
    let trains = spikes.count / steps
    let times = (0..<trains).compactMap { train in
      (0..<steps).first { spikes.scalars[$0 * trains + train].isSpike }
    }
    let width = (steps + 59) / 60
    let bins = (steps + width - 1) / width
    let noun = spikes.shape[1] == 1 ? "neurons" : "neurons × samples"
    var sheet = Sheet(title)
    sheet.draw(
      Histogram(
        times.map(Double.init), in: -0.5...Double(bins * width) - 0.5, bins: bins),
      name: "All neurons",
      facts: times.isEmpty ? "no spikes" : "median at step \(times.sorted()[times.count / 2])",
      x: "step of the first spike", y: noun, height: 220, from: Sheet.margin, to: Sheet.right,
      smallestTick: 1)
    sheet.top += 220 + Sheet.headingRoom + Canvas.bottomRoom
    let silent = trains - times.count
    sheet.note(
      spikes.shape[1] == 1
        ? "\(silent) of \(counted(trains, "neuron")) never fired (\(percent(Double(silent) / Double(trains))))."
        : "In \(silent) of \(trains) cases (\(percent(Double(silent) / Double(trains)))) a neuron "
          + "never fired for a sample.")
    if width > 1 { sheet.note("A column stands for \(width) steps.") }
    sheet.note(missingNote(spikes.scalars.count { $0.isNaN }, "value"))
    return sheet.picture
  }
}
