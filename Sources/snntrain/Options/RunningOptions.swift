import ArgumentParser
import SNN

/// Flags that change how a command runs and talks, never what it computes.
struct RunningOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it.")
  var threads: Int?

  @Flag(help: "Print one JSON document on standard output instead of tables.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing while working.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must lie in 1...1024, not \(threads)")
    }
  }

  func apply() { if let threads { Compute.useThreads(threads) } }
}
