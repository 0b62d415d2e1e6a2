internal import SNNKernels

/// One change of brightness that an event camera has seen.
public struct Event: Sendable, Hashable {
  /// The direction of the change.
  public enum Polarity: UInt8, Sendable, CaseIterable {
    /// Darker; channel 0 of a frame.
    case off
    /// Brighter; channel 1 of a frame.
    case on
  }

  /// When it was seen, ≥ 0, in the recording's own unit, usually microseconds.
  public let time: Int
  /// The column, from 0 at the left.
  public let x: UInt16
  /// The row, from 0 at the top.
  public let y: UInt16
  /// The direction of the change.
  public let polarity: Polarity

  /// An event at a place and a time.
  public init(x: UInt16, y: UInt16, time: Int, polarity: Polarity) {
    self.x = x
    self.y = y
    self.time = time
    self.polarity = polarity
  }
}

/// What an event camera has seen of one scene.
public struct EventRecording: Sendable, Hashable {
  /// W, the columns of the sensor.
  public let width: Int

  /// H, the rows of the sensor.
  public let height: Int

  /// The events in the order of their times.
  public let events: [Event]

  /// A recording, whose events are checked.
  ///
  /// - Parameters:
  ///   - events: what was seen, in the order of the times; equal times are fine.
  ///   - width: the columns of the sensor.
  ///   - height: the rows of the sensor.
  ///   - source: how errors call the recording.
  /// - Throws: `DataError` for the first event that lies outside the frame, comes before the one in
  ///   front of it, or has a negative time.
  /// - Precondition: `width` and `height` lie in 1...65536.
  public init(
    _ events: [Event], width: Int, height: Int, source: String = "events"
  ) throws(DataError) {
    require(
      1...65_536 ~= width && 1...65_536 ~= height,
      "EventRecording: a frame of \(width) × \(height)")
    for (index, event) in events.enumerated() {
      guard event.x < width, event.y < height else {
        throw DataError(
          "event \(index + 1) at (\(event.x), \(event.y)) is outside the frame of \(width) × "
            + "\(height)", at: source, hint: "give the size of the sensor that recorded it")
      }
      let earlier = index == 0 ? 0 : events[index - 1].time
      guard event.time >= earlier else {
        throw DataError(
          index == 0
            ? "event 1 has the time \(event.time), which is negative"
            : "event \(index + 1) has the time \(event.time), before \(earlier) of the event in "
              + "front of it", at: source, hint: "sort the events by time and count from 0")
      }
    }
    self.width = width
    self.height = height
    self.events = events
  }

  /// The time from the first event to the last, both included; 0 without events.
  ///
  /// Unsigned, because one more than the largest `Int` is possible.
  var duration: UInt64 {
    guard let first = events.first, let last = events.last else { return 0 }
    return UInt64(last.time - first.time) + 1
  }
}
