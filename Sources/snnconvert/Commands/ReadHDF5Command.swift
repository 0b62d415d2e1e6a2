import ArgumentParser
import Foundation
import SNN
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
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    let size = (attributes?[.size] as? Int).map { min($0, 1 << 34) } ?? 0
    // The file, the library's copies of it, the numbers, and the answer.
    try limitResources(memory: 1 << 30 + 12 * size, cpuSeconds: 2 + size >> 24)
    Console.put(KerasArchive.reply(readingFileAt: file))
  }
}
