public import SNNTensor

/// Recordings of an event camera, each with the class it belongs to.
///
///     let data = EventDataset(
///       name: "gestures", recordings: recordings, labels: labels, classNames: ["wave", "clap"])
///     for batch in try data.batches(of: 16, binned: EventBinning(.steps(20)), shuffledBy: key) {
///       let spikes = batch.features  // [20, 16, 2, H, W]
///     }
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

  /// The most numbers a batch may have, as many as 8 GiB of `Float`.
  private static let batchLimit: UInt64 = 1 << 31

  /// Puts a data set together.
  /// - Precondition: as many labels as recordings, each naming a class; one frame size.
  public init(name: String, recordings: [EventRecording], labels: [Int], classNames: [String]) {
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
  }

  /// The number of recordings, N.
  public var count: Int { recordings.count }

  /// All recordings in batches, the last of which may be shorter.
  ///
  /// - Parameters:
  ///   - size: recordings in a batch.
  ///   - binning: how events become frames; T is the same in every batch.
  ///   - key: decides the order of the recordings; nil keeps theirs.
  /// - Throws: `DataError` when a batch of so many steps does not fit in memory, as one wrong time
  ///   among millions can ask for.
  /// - Precondition: `size` is positive.
  public func batches(
    of size: Int, binned binning: EventBinning, shuffledBy key: RandomKey?
  ) throws(DataError) -> EventBatches {
    require(size > 0, "batches: a batch of \(size) recordings")
    let steps = recordings.map(binning.steps)
    let longest = steps.indices.max { steps[$0] < steps[$1] }
    if let longest {
      let frame = UInt64(2 * recordings[longest].width * recordings[longest].height)
      let (perStep, overflow) = frame.multipliedReportingOverflow(by: UInt64(min(size, count)))
      guard !overflow, steps[longest] <= Self.batchLimit / perStep else {
        throw DataError(
          "recording \(longest + 1) fills \(steps[longest]) steps, which do not fit in memory in "
            + "batches of \(size)", at: name, hint: "take longer windows or smaller batches")
      }
    }
    return EventBatches(
      self, order: BatchOrder(count, size: size, shuffledBy: key), binning,
      steps: longest.map { Int(steps[$0]) } ?? 0)
  }
}

/// Event recordings cut into batches, each binned when it is asked for.
public struct EventBatches: RandomAccessCollection, Sendable {
  /// T, the time steps of every batch.
  public let steps: Int

  private let dataset: EventDataset
  private let order: BatchOrder
  private let binning: EventBinning

  init(_ dataset: EventDataset, order: BatchOrder, _ binning: EventBinning, steps: Int) {
    self.dataset = dataset
    self.order = order
    self.binning = binning
    self.steps = steps
  }

  /// 0, the first batch.
  public var startIndex: Int { 0 }

  /// The number of batches.
  public var endIndex: Int { order.batchCount }

  /// The recordings of one batch, features `[T, B, 2, H, W]`.
  /// - Precondition: the batch exists.
  public subscript(position: Int) -> Batch {
    require(indices.contains(position), "EventBatches: no batch \(position) of \(count)")
    let rows = order.rows(ofBatch: position)
    let recordings = rows.map { dataset.recordings[$0] }
    return Batch(
      features: binning.frames(
        of: recordings, steps: steps, height: recordings[0].height, width: recordings[0].width),
      labels: rows.map { dataset.labels[$0] }, rows: rows)
  }
}
