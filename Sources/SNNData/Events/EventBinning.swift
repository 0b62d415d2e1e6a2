internal import SNNTensor

/// How the events of a recording become the T frames of a sequence, `[T, 2, H, W]`.
///
/// Time counts from a recording's first event.  Channel 0 takes the events that went darker, channel
/// 1 those that went brighter.
public struct EventBinning: Sendable, Hashable {
  /// What decides the step of an event.
  public enum Window: Sendable, Hashable {
    /// T equal parts of the recording, however long it is.
    case steps(Int)
    /// Parts of a fixed length in the recordings' unit of time; T is that of the longest recording,
    /// and others end in empty frames.
    case duration(Int)
  }

  /// What a pixel of a frame says.
  public enum Content: Sendable, Hashable {
    /// How many events there were; from 2²⁴ on one pixel and step `Float` counts no further.
    case counts
    /// 1 if there was any, else 0: a spike.
    case spikes
  }

  /// What decides the step of an event.
  public let window: Window

  /// What a pixel of a frame says.
  public let content: Content

  /// Frames of these windows.
  /// - Precondition: the number of steps, or the duration, is positive.
  public init(_ window: Window, content: Content = .counts) {
    switch window {
    case .steps(let steps): require(steps > 0, "EventBinning: \(steps) steps")
    case .duration(let duration):
      require(duration > 0, "EventBinning: windows of duration \(duration)")
    }
    self.window = window
    self.content = content
  }

  /// T for a recording: how many steps it fills.
  func steps(for recording: EventRecording) -> UInt64 {
    switch window {
    case .steps(let steps): UInt64(steps)
    case .duration(let duration):
      recording.duration / UInt64(duration)
        + (recording.duration % UInt64(duration) == 0 ? 0 : 1)
    }
  }

  /// The step of an event.
  private func step(of event: Event, in recording: EventRecording) -> Int {
    let time = UInt64(event.time - recording.events[0].time)
    switch window {
    case .steps(let steps):
      // ⌊time·T / duration⌋, which the product alone could overflow.
      let product = time.multipliedFullWidth(by: UInt64(steps))
      return Int(recording.duration.dividingFullWidth(product).quotient)
    case .duration(let duration): return Int(time / UInt64(duration))
    }
  }

  /// The frames of several recordings side by side, `[T, B, 2, H, W]`.
  /// - Precondition: at least one, all of one size, and each fills at most `steps` steps.
  func frames(of recordings: [EventRecording], steps: Int) -> Tensor {
    let (height, width) = (recordings[0].height, recordings[0].width)
    let shape: Shape = [steps, recordings.count, 2, height, width]
    var frames = [Scalar](repeating: 0, count: shape.elementCount)
    for (place, recording) in recordings.enumerated() {
      for event in recording.events {
        let frame = step(of: event, in: recording) * recordings.count + place
        let image = frame * 2 + Int(event.polarity.rawValue)
        let pixel = (image * height + Int(event.y)) * width + Int(event.x)
        frames[pixel] = content == .counts ? frames[pixel] + 1 : 1
      }
    }
    return Tensor(frames, shape: shape)
  }
}
