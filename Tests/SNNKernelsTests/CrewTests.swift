import Dispatch
import Foundation
import SNNKernels
import Synchronization
import Testing

/// The threads behind `Compute.forEach`.  Each turn writes its own number, so that a helper that
/// takes a piece of another turn, or takes one twice, shows.
@Suite struct CrewTests {
  private func turn(_ number: Int, pieces: Int) {
    let runs = (0..<pieces).map { _ in Counter() }
    Compute.forEach(pieces) { piece in runs[piece].count.add(1, ordering: .relaxed) }
    for piece in 0..<pieces {
      let count = runs[piece].count.load(ordering: .relaxed)
      #expect(count == 1, "turn \(number), piece \(piece) of \(pieces) was run \(count) times")
    }
  }

  private final class Counter: Sendable {
    let count = Atomic<Int>(0)
  }

  @Test func manyTurnsInARow() {
    for number in 0..<20_000 { turn(number, pieces: 2 + number % 7) }
  }

  @Test func turnsAfterTheHelpersFellAsleep() {
    for number in 0..<50 {
      turn(number, pieces: 5)
      Thread.sleep(forTimeInterval: Double(number % 5) * 1e-3)
    }
  }

  @Test func severalCallersAtOnce() {
    DispatchQueue.concurrentPerform(iterations: 6) { caller in
      for number in 0..<500 { turn(caller * 1000 + number, pieces: 1 + number % 9) }
    }
  }

  @Test func aPieceThatCallsItself() {
    let inner = Counter()
    Compute.forEach(8) { _ in
      Compute.forEach(16) { _ in inner.count.add(1, ordering: .relaxed) }
    }
    #expect(inner.count.load(ordering: .relaxed) == 128)
  }

  /// What the pieces wrote is there when the call returns.
  @Test func writesAreSeen() {
    for number in 0..<2_000 {
      let sums = Mutex([Int](repeating: 0, count: 4))
      Compute.forEach(4) { piece in sums.withLock { $0[piece] = number * 4 + piece } }
      #expect(sums.withLock { $0 } == (0..<4).map { number * 4 + $0 })
    }
  }
}
