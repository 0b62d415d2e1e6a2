public import SNNTraining

/// A picture of a network or of what it did, as SVG: one text that needs nothing else.
///
///     var context = Context(mode: .inference, key: RandomKey(seed: 1), recording: [.spikes])
///     _ = model(batch.features, &context)
///     let layers = context.recordings.map { (name: $0.path, spikes: $0.values) }
///     try Picture.raster(of: layers).save(to: "spikes.svg")
///
/// It is made by the static functions of this type, one for every kind of picture.  Saved, it is a
/// file that browsers and word processors show; put as it is into a page of HTML, it is part of the
/// page.  It holds no script, and all text from outside is escaped.
///
/// Colours follow the reader's choice of light or dark and are told apart by the colour-blind.  A
/// page changes them, and nothing else on it, by properties of the class `snn-picture`:
///
///     .report .snn-picture { --snn-paper: ivory; --snn-1: navy; }
///
/// They are `--snn-paper`, `--snn-ink`, `--snn-soft` (axes and notes), `--snn-line` (grid) and
/// `--snn-1` to `--snn-6` (data).
///
/// A picture never fails for what it is given to show: numbers that are not finite and marks too
/// many to be seen are left out, and a note at the foot says how many.
public struct Picture: Sendable, Hashable {
  /// The picture as an element `<svg>`, 720 units wide and at most a megabyte long.
  public let svg: String

  /// Writes the picture to a file, whose name should end in `.svg`; an existing one is replaced at
  /// once or not at all.
  ///
  /// - Throws: an error of kind `cannotWrite`.
  public func save(to path: String) throws(FormatError) {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    try atomicWrite(Array((declaration + svg + "\n").utf8), to: path)
  }
}
