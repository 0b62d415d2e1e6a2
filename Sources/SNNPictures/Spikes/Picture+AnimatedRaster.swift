public import SNNTraining

extension Picture {
  /// A raster whose spikes appear one step after the other, again and again.
  ///
  ///     Picture.animatedRaster(of: [("hidden", hidden), ("output", output)], seconds: 8)
  ///
  /// It moves by style alone, without a script; for readers who asked for less motion, on
  /// paper, and in programs that know no animation, it is the still raster.
  ///
  /// - Parameters:
  ///   - layers: names and spikes `[T, B, …]` of layers, in the order in which they run.
  ///   - sample: which of the B samples.
  ///   - seconds: how long one run through all steps takes.
  ///   - title: the line above the picture.
  /// - Precondition: there are the axes `[T, B]` and the sample, unless a tensor is empty; every
  ///   layer has the same T; `seconds` is positive and finite.
  public static func animatedRaster(
    of layers: [(name: String, spikes: Tensor)], sample: Int = 0, seconds: Double = 6,
    title: String = "Spikes"
  ) -> Picture {
    require(seconds > 0 && seconds.isFinite, "animatedRaster: seconds = \(seconds)")
    let bands = SpikeBand.bands(of: layers, sample: sample)
    if bands.isEmpty { return Sheet.empty(title, saying: nothingToDraw) }
    var sheet = Sheet(title)
    let frames = sheet.draw(bands)
    sheet.canvas.raw("<style>\n\(sweepStyle)\n</style>")
    for frame in frames { sheet.canvas.sweep(over: frame, seconds: seconds) }
    sheet.note(SpikeBand.note(on: layers))
    return sheet.picture
  }

  // What moves is hidden until a reader is known to like motion.
  private static var sweepStyle: String {
    """
    .snn-picture .sweep{display:none}
    @media screen and (prefers-reduced-motion:no-preference){
    .snn-picture .sweep{display:inline;animation-timing-function:linear;\
    animation-iteration-count:infinite}
    .snn-picture .cover{fill-opacity:.88;transform-box:fill-box;transform-origin:100% 0;\
    animation-name:snn-cover}
    .snn-picture .head{animation-name:snn-head}}
    @keyframes snn-cover{90%,100%{transform:scaleX(0)}}
    @keyframes snn-head{90%,100%{transform:translateX(var(--snn-sweep))}}
    """
  }
}

extension Canvas {
  /// Steps still to come lie under a cover, which shrinks to the right behind a line.
  fileprivate mutating func sweep(over frame: Frame, seconds: Double) {
    // The last tenth is a rest, in which the whole raster can be read.
    let time = "animation-duration:\(code(seconds / 0.9))s"
    raw(
      """
      <rect class="paper sweep cover" style="\(time)" x="\(code(frame.left + 1))" \
      y="\(code(frame.top))" width="\(code(frame.width - 1))" height="\(code(frame.height))"/>
      <path class="axis sweep head" style="\(time);--snn-sweep:\(code(frame.width))px" \
      d="M\(code(frame.left)) \(code(frame.top))V\(code(frame.bottom))"/>
      """)
  }
}
