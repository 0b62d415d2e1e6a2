extension [Recording] {
  /// Spikes per neuron and step over all recorded spikes, 0...1; 0 when there are none.
  public var spikeRate: Scalar {
    let count = spikes.reduce(0) { $0 + $1.values.count }
    return count == 0 ? 0 : Scalar(spikeCount / Double(count))
  }

  /// The number of recorded spikes; a burst of n is n, and one taken back is one more.
  public var spikeCount: Double {
    spikes.reduce(0) { $0 + $1.values.scalars.reduce(0.0) { $0 + Double($1.magnitude) } }
  }

  /// The places of the layers in which no neuron fired, in the order of the calls.
  var silentLayers: [String] {
    let fired = Set(spikes.filter { $0.values.scalars.contains { $0 != 0 } }.map(\.path))
    var seen: Set<String> = []
    return spikes.map(\.path).filter { !fired.contains($0) && seen.insert($0).inserted }
  }

  private var spikes: [Recording] { filter { $0.quantity == .spikes } }
}
