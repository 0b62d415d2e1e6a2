internal import COpenBLAS
internal import CSystem
internal import Foundation
internal import Synchronization

/// How many threads the kernels use.
///
/// Work is always cut into pieces whose number and order of summation depend on sizes alone, so
/// the thread count changes the time of a result and never its bits.  OpenBLAS itself is held at
/// one thread for that reason; its products are cut up here.
public enum Compute {
  private static let setting: Atomic<Int> = {
    openblas_set_num_threads(1)
    keepFreedMemory()
    return Atomic(ProcessInfo.processInfo.activeProcessorCount)
  }()

  /// Lets the allocator keep large freed blocks for the next training step.
  ///
  /// By default glibc returns every large block to the system, and fetching its pages again took
  /// half the time of a small network's training step.
  private static func keepFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 28)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 29)
  }

  /// Holds OpenBLAS at one thread before its first use by anyone but `forEach`, which does so too.
  static func prepare() { _ = threads }

  /// The threads in use; at first as many as the machine has processors.
  public static var threads: Int { setting.load(ordering: .relaxed) }

  /// Sets the number of threads for the whole process.
  /// - Precondition: `count` ≥ 1.
  public static func useThreads(_ count: Int) {
    require(count >= 1, "useThreads: at least one thread is needed, got \(count)")
    setting.store(count, ordering: .relaxed)
  }

  private static let crew = Crew()

  /// Runs `body` for every piece 0..<count, on several threads where that is worth it.
  ///
  /// - Parameter worthwhile: whether all pieces together take long enough (some 10 µs) to be handed
  ///   to other threads.
  public static func forEach(
    _ count: Int, worthwhile: Bool = true, _ body: @escaping @Sendable (Int) -> Void
  ) {
    crew.forEach(count, threads: worthwhile ? min(threads, count) : 1, body)
  }
}
