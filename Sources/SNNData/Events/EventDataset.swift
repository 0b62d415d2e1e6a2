public import SNNTensor

/// Recordings of an event camera, each with the class it belongs to, and how their events become
/// frames.
///
///     let data = EventDataset(
///       name: "gestures", recordings: recordings, labels: labels, classNames: ["wave", "clap"],
///       binning: EventBinning(.steps(20)))
///     try trainer.fit(data, epochs: 30)  // of a model that takes spikes [20, B, 2, H, W]
///
/// Events are kept as they are; frames exist only for the batch that is looked at.
public struct EventDataset: Sendable, Hashable {
  /// A short name for messages and reports.
  public let name: String

  /// N recordings, all of one frame size.
  public let recordings: [EventRecording]

  /// The class of each recording, a place in `classNames`; N of them.
  public let labels: [Int]

  /// What the labels stand for.
  public let classNames: [String]

  /// How events become frames.
  public let binning: EventBinning

  /// The most numbers a batch may have, as many as 8 GiB of `Float`.
  private static let batchLimit: UInt64 = 1 << 31

  /// Puts a data set together.
  /// - Precondition: as many labels as recordings, each naming a class; one frame size.
  public init(
    name: String, recordings: [EventRecording], labels: [Int], classNames: [String],
    binning: EventBinning
  ) {
    require(
      recordings.count == labels.count && labels.allSatisfy(classNames.indices.contains),
      "EventDataset: \(labels.count) labels of \(classNames.count) classes for "
        + "\(recordings.count) recordings")
    let sizes = Set(recordings.map { [$0.width, $0.height] })
    require(
      sizes.count <= 1, "EventDataset: frames of different sizes \(sizes.sorted { $0[0] < $1[0] })")
    self.name = name
    self.recordings = recordings
    self.labels = labels
    self.classNames = classNames
    self.binning = binning
  }

  /// The number of recordings, N.
  public var count: Int { recordings.count }

  /// T, the time steps of every batch: as many as the longest recording fills, 0 without recordings.
  public var steps: Int { Int(clamping: recordings.map(binning.steps).max() ?? 0) }
}

extension EventDataset: BatchSource {
  /// T · 2 · H · W.
  public var rowSize: Int {
    guard let first = recordings.first else { return 0 }
    let (size, overflow) = steps.multipliedReportingOverflow(by: 2 * first.height * first.width)
    return overflow ? .max : size
  }

  /// All recordings in batches, features `[T, B, 2, H, W]`; the last one may be shorter.
  ///
  /// - Parameters:
  ///   - size: recordings in a batch.
  ///   - key: decides the order of the recordings; nil keeps theirs.
  /// - Throws: `DataError` when no recording has an event to give windows a length, and when a batch
  ///   of so many steps does not fit in memory, as one wrong time among millions can ask for.
  /// - Precondition: `size` is positive.
  public func batches(of size: Int, shuffledBy key: RandomKey?) throws(DataError) -> Batches {
    let steps = try checkedSteps(inBatchesOf: size)
    return Batches(of: size, count: count, shuffledBy: key) { rows in
      Batch(
        features: binning.frames(of: rows.map { recordings[$0] }, steps: steps),
        labels: rows.map { labels[$0] }, rows: rows)
    }
  }

  private func checkedSteps(inBatchesOf size: Int) throws(DataError) -> Int {
    let steps = recordings.map(binning.steps)
    guard let longest = steps.indices.max(by: { steps[$0] < steps[$1] }) else { return 0 }
    guard steps[longest] > 0 else {
      throw DataError(
        "no recording has an event", at: name,
        hint: "give recordings with events, or bin them into a number of steps")
    }
    let frame = UInt64(2 * recordings[longest].width * recordings[longest].height)
    let (perStep, overflow) = frame.multipliedReportingOverflow(by: UInt64(min(size, count)))
    guard !overflow, steps[longest] <= Self.batchLimit / perStep else {
      throw DataError(
        "recording \(longest + 1) fills \(steps[longest]) steps, which do not fit in memory in "
          + "batches of \(size)", at: name, hint: "take longer windows or smaller batches")
    }
    return Int(steps[longest])
  }
}
