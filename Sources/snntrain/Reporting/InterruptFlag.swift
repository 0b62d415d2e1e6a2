@preconcurrency import Dispatch
import Foundation
import Synchronization

/// Notices Ctrl-C: the first lets the epoch end in good order, the second ends the program.
///
/// A class, because the signal source and the training loop look at the same flag.
final class InterruptFlag: Sendable {
  private let raised = Atomic<Bool>(false)
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in
      signal(SIGINT, SIG_DFL)
      self?.raised.store(true, ordering: .relaxed)
    }
    source.resume()
  }

  var isRaised: Bool { raised.load(ordering: .relaxed) }
}
