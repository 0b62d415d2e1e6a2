internal import Dispatch
internal import Foundation
package import SNN
internal import Synchronization

/// Notices Ctrl-C: the first lets the batch end in good order, the second ends the program.
///
/// A class, because it owns the signal's source for as long as the work goes on.
package final class InterruptFlag {
  /// What the signal handler and the work share.
  private final class Shared: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  /// The error that ends interrupted work.
  package let interruption: Interruption

  private let shared = Shared()
  private let source: any DispatchSourceSignal

  /// - Parameter hint: what to do after an interruption.
  package init(hint: String) {
    interruption = Interruption(hint: hint)
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [shared] in
      signal(SIGINT, SIG_DFL)
      shared.isRaised.store(true, ordering: .relaxed)
    }
    source.resume()
  }

  /// Gives Ctrl-C back to whatever comes after the work.
  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// What training is to do now.
  package var decision: TrainingDecision { isRaised ? .stop : .proceed }

  /// Throws when Ctrl-C has been pressed.
  package func check() throws { if isRaised { throw interruption } }

  private var isRaised: Bool { shared.isRaised.load(ordering: .relaxed) }
}

/// The user pressed Ctrl-C.
package struct Interruption: Error {
  /// What to do now.
  let hint: String
}
