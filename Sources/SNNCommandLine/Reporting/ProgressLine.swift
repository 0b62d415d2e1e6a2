internal import Foundation

/// The line on standard error that says how far a command has come.
///
/// In a terminal it is redrawn, at most ten times a second; in a pipe or file plain lines are
/// written, with no control characters and at most one every ten seconds.
///
/// A class, because all who have something to show share the one line.
package final class ProgressLine {
  private let isLive = Console.isLive
  private let isQuiet: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?

  package init(quiet: Bool) {
    isQuiet = quiet
    start = clock.now
  }

  /// Shows that `done` of `total` are behind us; the last of them always, others now and then.
  package func show(_ done: Int, of total: Int, _ text: String) {
    let pause: Duration = isLive ? .milliseconds(100) : .seconds(10)
    show(done, of: total, part: 0, after: done == total ? .zero : pause) { text }
  }

  /// Shows how much of the next one is done, in a terminal only.
  /// - Parameter part: 0...1.
  package func show(_ done: Int, of total: Int, part: Double, _ text: @autoclosure () -> String) {
    guard isLive else { return }
    show(done, of: total, part: part, after: .milliseconds(100), text)
  }

  /// Writes something that is to stay, above the line.
  package func note(_ text: String) {
    guard !isQuiet else { return }
    Console.write((isLive && lastShown != nil ? "\r\u{1B}[K" : "") + text + "\n")
  }

  /// Leaves the line as it stands, so that what follows starts at the left of a new one.
  package func finish() { if isLive, lastShown != nil { Console.write("\n") } }

  private func show(
    _ done: Int, of total: Int, part: Double, after pause: Duration, _ text: () -> String
  ) {
    guard !isQuiet else { return }
    let now = clock.now
    if let lastShown, now - lastShown < pause { return }
    lastShown = now
    let share = (Double(done) + part) / Double(total)
    let eta = share > 0 && done < total ? "  ETA " + remaining(after: share, at: now) : ""
    if isLive {
      // Cut off at the right edge: a line that ran on to a second one could not be redrawn.
      Console.write(
        "\r\u{1B}[K\u{1B}[?7l\(done)/\(total) \(bar(share))\(eta)  \(text())\u{1B}[?7h")
    } else {
      Console.write("\(done)/\(total)  \(text())\(eta)\n")
    }
  }

  /// The time that is left if it goes on as it went, as minutes and seconds.
  private func remaining(after share: Double, at now: ContinuousClock.Instant) -> String {
    let seconds = Int(min((now - start) / .seconds(1) * (1 - share) / share, 1e6))
    return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }

  private func bar(_ share: Double) -> String {
    let width = 16
    let filled = Int(Double(width) * share)
    return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
  }
}
