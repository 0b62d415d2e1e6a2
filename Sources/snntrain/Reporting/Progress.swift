import Foundation
import SNN

/// Shows how training goes on, on standard error.
///
/// In a terminal one line is redrawn; in a pipe or file plain lines are written, with no control
/// characters and at most one every ten seconds.
struct Progress: TrainingObserver {
  private let isLive: Bool
  private let isQuiet: Bool
  private let flag: InterruptFlag
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?

  init(quiet: Bool, flag: InterruptFlag) {
    isLive = Console.isLive
    isQuiet = quiet
    self.flag = flag
    start = clock.now
  }

  mutating func epochEnded(_ report: EpochReport) -> TrainingDecision {
    show(fraction: (report.epoch, report.epochs), describe(report))
    return flag.isRaised ? .stop : .proceed
  }

  /// Shows one finished fold of a cross-validation.
  mutating func foldEnded(_ done: Int, of total: Int, _ accuracy: Scalar) -> TrainingDecision {
    show(fraction: (done, total), "fold accuracy \(percent(accuracy))")
    return flag.isRaised ? .stop : .proceed
  }

  /// Clears the live line, so that what follows starts at the left.
  func finish() { if isLive, !isQuiet { Console.write("\r\u{1B}[K") } }

  private func describe(_ report: EpochReport) -> String {
    let validation = report.validationAccuracy.map { "  val \(percent($0))" } ?? ""
    return "loss \(fixed(report.trainLoss, 3))  train \(percent(report.trainAccuracy))"
      + validation + "  rate \(fixed(report.spikeRate, 2))"
  }

  private mutating func show(fraction: (done: Int, total: Int), _ text: String) {
    guard !isQuiet else { return }
    let now = clock.now
    let isLast = fraction.done == fraction.total
    let pause: Duration = isLive ? .milliseconds(60) : .seconds(10)
    if let lastShown, now - lastShown < pause, !isLast { return }
    lastShown = now
    let elapsed = (now - start) / .seconds(1)
    let rest = elapsed / Double(fraction.done) * Double(fraction.total - fraction.done)
    let counter = "\(fraction.done)/\(fraction.total)"
    let line = isLive ? "\(counter) \(bar(fraction.done, fraction.total)) " : "\(counter)  "
    let eta = isLast ? "" : "  ETA \(Int(rest) / 60):\(padded(Int(rest) % 60))"
    Console.write(isLive ? "\r\u{1B}[K" + line + text + eta : line + text + eta + "\n")
  }

  private func bar(_ done: Int, _ total: Int) -> String {
    let width = 16
    let filled = width * done / max(1, total)
    return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
  }

  private func padded(_ seconds: Int) -> String { seconds < 10 ? "0\(seconds)" : "\(seconds)" }
}
