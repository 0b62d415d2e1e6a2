package import ArgumentParser
internal import Foundation

/// Does what the command line says and ends the program with the exit code of how that went.
///
/// - Parameter root: the command whose subcommands there are.
package func runCommand(_ root: any ParsableCommand.Type) -> Never {
  // Writing to a closed pipe is then an error like any other: code 74 on standard output, and
  // nothing at all on standard error.
  signal(SIGPIPE, SIG_IGN)
  do {
    var command = try root.parseAsRoot()
    try command.run()
    exit(0)
  } catch {
    let failure = CommandFailure(error, of: root)
    if let text = failure.output { Console.print(text) }
    if let text = failure.complaint { Console.note(text) }
    exit(failure.exitCode)
  }
}
