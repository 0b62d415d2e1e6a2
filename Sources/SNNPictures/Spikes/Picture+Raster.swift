public import SNNTraining

extension Picture {
  /// When each neuron of a layer fires for one sample: steps to the right, neurons downwards.
  ///
  ///     Picture.raster(of: spikes, sample: 3)
  ///
  /// - Parameters:
  ///   - spikes: what the layer gave out, `[T, B, …]`; above 0 is a spike.
  ///   - sample: which of the B samples.
  ///   - title: the line above the picture.
  /// - Precondition: there are the axes `[T, B]` and the sample, unless the tensor is empty.
  public static func raster(
    of spikes: Tensor, sample: Int = 0, title: String = "Spikes"
  ) -> Picture {
    raster(of: [("", spikes)], sample: sample, title: title)
  }

  /// The same for several layers, one above the other.
  ///
  ///     Picture.raster(of: [("hidden", hidden), ("output", output)])
  ///
  /// - Parameters:
  ///   - layers: names and spikes `[T, B, …]` of layers, in the order in which they run.
  ///   - sample: which of the B samples.
  ///   - title: the line above the picture.
  /// - Precondition: as above; every layer has the same T.
  public static func raster(
    of layers: [(name: String, spikes: Tensor)], sample: Int = 0, title: String = "Spikes"
  ) -> Picture {
    let bands = SpikeBand.bands(of: layers, sample: sample)
    if bands.isEmpty { return Sheet.empty(title, saying: nothingToDraw) }
    var sheet = Sheet(title)
    _ = sheet.draw(bands)
    sheet.note(SpikeBand.note(on: layers))
    return sheet.picture
  }

  static var nothingToDraw: String { "There are no spikes to draw: no steps, samples or neurons." }
}

extension SpikeBand {
  /// What was left out of the layers, if any were.
  static func note(on layers: [(name: String, spikes: Tensor)]) -> String? {
    let full = layers.count { $0.spikes.count > 0 }
    let empty = layers.count - full
    let sentences = [
      full > limit ? "Of \(full) layers, \(limit) evenly spaced ones are drawn." : nil,
      empty > 0
        ? "\(counted(empty, "layer")) without neurons \(empty == 1 ? "is" : "are") not drawn."
        : nil,
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
