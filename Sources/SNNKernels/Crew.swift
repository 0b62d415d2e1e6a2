internal import CSystem
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads that stand by for the pieces of a kernel.
///
/// The kernels of a small network take some ten microseconds each and follow one another closely,
/// while waking a sleeping thread takes as long as such a kernel.  A helper therefore goes on
/// looking for work for some 2,000 looks, about 50 µs, after a piece before it sleeps.
///
/// A class, because its threads and its callers share one ticket.
final class Crew: Sendable {
  /// The number of pieces of this turn in the upper half, the next one to be taken in the lower.
  ///
  /// Who raises the lower half owns that piece.  The turn cannot end before the piece is finished,
  /// so only from then on may a helper look at `job`: one that comes late finds another turn's
  /// ticket and simply joins that turn.
  private let ticket = Atomic<UInt64>(0)

  /// What to do with a piece; changes only between turns.
  private nonisolated(unsafe) var job: @Sendable (Int) -> Void = { _ in }

  private let finished = Atomic<Int>(0)
  private let isBusy = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let alarm = DispatchSemaphore(value: 0)
  private let helpers = Atomic<Int>(0)
  /// How many of the helpers may take pieces of this turn.
  private let allowed = Atomic<Int>(0)

  /// Runs `body` for every piece 0..<count on the calling thread and on `threads` − 1 helpers.
  ///
  /// When the crew is at work for another caller, or for a piece that itself calls, the caller does
  /// all of it alone.
  /// - Precondition: 0 ≤ `count` < 2³².
  func forEach(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    require(0..<1 << 32 ~= count, "forEach: \(count) pieces")
    guard
      threads > 1, count > 1,
      isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for piece in 0..<count { body(piece) }
      return
    }
    enlist(threads - 1)
    allowed.store(threads - 1, ordering: .relaxed)
    unsafe job = body
    finished.store(0, ordering: .relaxed)
    ticket.store(UInt64(count) << 32, ordering: .sequentiallyConsistent)
    wake(upTo: min(threads, count) - 1)
    while takePiece() {}
    waitUntil { finished.load(ordering: .acquiring) == count }
    unsafe job = { _ in }
    isBusy.store(false, ordering: .releasing)
  }

  private func enlist(_ wanted: Int) {
    let present = helpers.load(ordering: .relaxed)
    guard wanted > present else { return }
    helpers.store(wanted, ordering: .relaxed)
    for number in present..<wanted {
      Thread.detachNewThread { [self] in
        while true { helpAWhile(number) }
      }
    }
  }

  /// Does one piece; false when all of this turn are taken.
  private func takePiece() -> Bool {
    var seen = ticket.load(ordering: .relaxed)
    while seen & 0xFFFF_FFFF < seen >> 32 {
      let (taken, now) = ticket.weakCompareExchange(
        expected: seen, desired: seen + 1, ordering: .acquiringAndReleasing)
      if taken {
        unsafe job(Int(seen & 0xFFFF_FFFF))
        finished.add(1, ordering: .releasing)
        return true
      }
      seen = now
    }
    return false
  }

  private var hasWork: Bool {
    let seen = ticket.load(ordering: .sequentiallyConsistent)
    return seen & 0xFFFF_FFFF < seen >> 32
  }

  /// Works while there is work, looks for more for a while, then sleeps until woken.
  private func helpAWhile(_ number: Int) {
    var idleLooks = 0
    while idleLooks < 2_000 {
      if number < allowed.load(ordering: .relaxed), takePiece() {
        idleLooks = 0
      } else {
        idleLooks += 1
        pause_processor()
      }
    }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    // A turn that began before we were counted has not rung for us; ours is then the count to take
    // back, unless a later turn has taken it already and does ring.
    if !hasWork || !takeSleeper() { alarm.wait() }
  }

  private func wake(upTo count: Int) {
    for _ in 0..<count where takeSleeper() { alarm.signal() }
  }

  private func takeSleeper() -> Bool {
    var seen = sleepers.load(ordering: .sequentiallyConsistent)
    while seen > 0 {
      let (taken, now) = sleepers.weakCompareExchange(
        expected: seen, desired: seen - 1, ordering: .sequentiallyConsistent)
      if taken { return true }
      seen = now
    }
    return false
  }

  /// Waits for helpers to finish what they have begun, which takes no longer than a piece unless
  /// the system has taken a helper's processor away; then it gives up its own.
  private func waitUntil(_ isDone: () -> Bool) {
    var looks = 0
    while !isDone() {
      looks += 1
      if looks < 2_000 { pause_processor() } else { sched_yield() }
    }
  }
}
