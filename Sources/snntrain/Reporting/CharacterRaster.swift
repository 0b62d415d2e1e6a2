import SNN
import SNNCommandLine

/// Spike trains of one row as lines of characters.
struct CharacterRaster {
  /// One row's spikes, `[T, 1, …]`.
  let spikes: Tensor
  /// The scaled features the spikes were made of.
  let features: [Scalar]
  let names: [String]
  /// Whether the trains are those of features, each its own or several, and not of neurons that hear
  /// all features.
  let isOfFeatures: Bool

  /// More would not be looked at.
  private static let (mostTrains, mostColumns) = (40, 100)

  private var steps: Int { spikes.shape[0] }
  private var trains: Int { steps == 0 ? 0 : spikes.count / steps }

  /// A line for each train, the number of its spikes at the end; what is left out or taken together
  /// is said.
  var text: String {
    let lines = shown.map { train -> String in
      "\(label(train).trailing(labelWidth))  \(line(train))  \(count(train))"
    }
    return (lines + [summary]).joined(separator: "\n")
  }

  /// The trains that are shown: all, or some at even distances among those with spikes, for most of
  /// an image is background.
  private var shown: [Int] {
    guard trains > Self.mostTrains else { return Array(0..<trains) }
    let firing = (0..<trains).filter { count($0) > 0 }
    let shown = min(firing.count, Self.mostTrains)
    return (0..<shown).map { firing[$0 * firing.count / shown] }
  }

  /// How many steps a character stands for.
  private var stepsPerColumn: Int { (steps + Self.mostColumns - 1) / Self.mostColumns }

  private func line(_ train: Int) -> String {
    let values = spikes.scalars
    return stride(from: 0, to: steps, by: stepsPerColumn).map { first in
      (first..<min(steps, first + stepsPerColumn)).contains { values[$0 * trains + train] != 0 }
        ? "┃" : "·"
    }.joined()
  }

  private func count(_ train: Int) -> Int {
    let values = spikes.scalars
    return (0..<steps).count { values[$0 * trains + train] != 0 }
  }

  /// The feature with its scaled value where each has one train, or several; else a neuron.
  private func label(_ train: Int) -> String {
    guard isOfFeatures else { return "neuron \(train + 1)" }
    let each = trains / features.count
    let feature = "\(names[train / each]) = \(fixed(features[train / each], 2))"
    return each == 1 ? feature : "\(feature), field \(train % each + 1)"
  }

  private var labelWidth: Int { shown.map { label($0).count }.max() ?? 0 }

  private var summary: String {
    let values = spikes.scalars
    let total = values.count { $0 != 0 }
    var parts = ["\(total) spikes in \(trains) trains"]
    if shown.count < trains { parts.append("\(shown.count) of those that fire are shown") }
    if stepsPerColumn > 1 { parts.append("\(stepsPerColumn) steps to a character") }
    return parts.joined(separator: ", ")
  }
}
