import Foundation
import SNNKeras

// The process that a command reads HDF5 in: `SNNKerasReader PATH` answers with a safetensors file on
// standard output, whatever the file is, unless the HDF5 library or a limit stops it.
let path = CommandLine.arguments.last ?? ""
let attributes = try? FileManager.default.attributesOfItem(atPath: path)
let size = (attributes?[.size] as? Int).map { min($0, 1 << 34) } ?? 0
// The file, the library's copies of it, the numbers, and the answer.
try limitResources(memory: 1 << 30 + 12 * size, cpuSeconds: 10 + size >> 26)
FileHandle.standardOutput.write(Data(KerasArchive.reply(readingFileAt: path)))
