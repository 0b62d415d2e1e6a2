import ArgumentParser
import SNNCommandLine
import SNNKeras

/// `snnconvert read-hdf5`: what another `snnconvert` starts to read a file that the HDF5 library may
/// crash on.
struct ReadHDF5Command: ParsableCommand {
  static let name = "read-hdf5"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Read a Keras model for another process.", shouldDisplay: false)

  @Argument(help: "A Keras model.")
  var file: String

  mutating func run() throws {
    Console.put(try KerasArchive.limitedReply(readingFileAt: file))
  }
}
