import Dispatch
import Foundation
import SNN
import Synchronization

/// Notices Ctrl-C: the first lets the batch end in good order, the second ends the program.
///
/// A class, because it owns the signal's source for as long as training runs.
final class InterruptFlag {
  /// What the signal handler and the training loop share.
  private final class Shared: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  private let shared = Shared()
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [shared] in
      signal(SIGINT, SIG_DFL)
      shared.isRaised.store(true, ordering: .relaxed)
    }
    source.resume()
  }

  /// What training is to do now.
  var decision: TrainingDecision { isRaised ? .stop : .proceed }

  /// Throws when Ctrl-C has been pressed.
  func check() throws { if isRaised { throw Interruption() } }

  private var isRaised: Bool { shared.isRaised.load(ordering: .relaxed) }
}
