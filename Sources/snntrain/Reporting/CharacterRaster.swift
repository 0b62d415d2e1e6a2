import SNN
import SNNCommandLine

/// Spike trains of one row as lines of characters.
struct CharacterRaster {
  /// One row's spikes, `[T, 1, …]`.
  private let spikes: Tensor
  /// The scaled features the spikes were made of.
  private let features: [Scalar]
  private let names: [String]
  /// Whether the trains are those of features, each its own or several, and not of neurons that hear
  /// all features.
  private let isOfFeatures: Bool
  /// How many spikes each train has.
  private let counts: [Int]
  /// The trains that are shown: all, or some at even distances among those with spikes, for most of
  /// an image is background.
  private let shown: [Int]

  init(spikes: Tensor, features: [Scalar], names: [String], isOfFeatures: Bool) {
    (self.spikes, self.features) = (spikes, features)
    (self.names, self.isOfFeatures) = (names, isOfFeatures)
    let trains = spikes.shape[0] == 0 ? 0 : spikes.count / spikes.shape[0]
    var counts = [Int](repeating: 0, count: trains)
    for (place, spike) in spikes.scalars.enumerated() where spike != 0 {
      counts[place % trains] += 1
    }
    self.counts = counts
    let firing = counts.indices.filter { counts[$0] > 0 }
    let most = min(firing.count, Self.mostTrains)
    shown =
      trains <= Self.mostTrains
      ? Array(0..<trains) : (0..<most).map { firing[$0 * firing.count / most] }
  }

  /// More would not be looked at.
  private static let (mostTrains, mostColumns) = (40, 100)

  private var steps: Int { spikes.shape[0] }
  private var trains: Int { counts.count }

  /// A line for each train, the number of its spikes at the end; what is left out or taken together
  /// is said.
  var text: String {
    let width = shown.map { label($0).count }.max() ?? 0
    let lines = shown.map { train in
      "\(label(train).trailing(width))  \(line(train))  \(counts[train])"
    }
    return (lines + [summary]).joined(separator: "\n")
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

  /// The feature with its scaled value where each has one train, or several; else a neuron.
  private func label(_ train: Int) -> String {
    guard isOfFeatures else { return "neuron \(train + 1)" }
    let each = trains / features.count
    let feature = "\(names[train / each]) = \(fixed(features[train / each], 2))"
    return each == 1 ? feature : "\(feature), field \(train % each + 1)"
  }

  private var summary: String {
    var parts = ["\(counts.reduce(0, +)) spikes in \(trains) trains"]
    if shown.count < trains { parts.append("\(shown.count) of those that fire are shown") }
    if stepsPerColumn > 1 { parts.append("\(stepsPerColumn) steps to a character") }
    return parts.joined(separator: ", ")
  }
}
