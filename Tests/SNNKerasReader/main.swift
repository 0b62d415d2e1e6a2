import Foundation
import SNNKeras

// The process that a command reads HDF5 in: `SNNKerasReader PATH` answers with a safetensors file on
// standard output, whatever the file is, unless the HDF5 library or a limit stops it.
let path = CommandLine.arguments.last ?? ""
FileHandle.standardOutput.write(Data(try KerasArchive.limitedReply(readingFileAt: path)))
