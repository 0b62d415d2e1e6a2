package import ArgumentParser
internal import SNN

/// Flags that change how a command runs and talks, never what it computes.
package struct RunningOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it.")
  package var threads: Int?

  @Flag(help: "Print one JSON document on standard output instead of tables.")
  package var json = false

  @Flag(name: .shortAndLong, help: "Say nothing while working.")
  package var quiet = false

  package init() {}

  package func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must lie in 1...1024, not \(threads)")
    }
  }

  package func apply() { if let threads { Compute.useThreads(threads) } }
}
