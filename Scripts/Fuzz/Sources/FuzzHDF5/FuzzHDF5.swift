import FuzzSupport
import SNNKeras

/// Files of Keras as they come, with libhdf5 in this process: its crashes are its own, and a command
/// reads such files in a process that may crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHDF5(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    let archive = try KerasArchive(parsing: bytes, name: name)
    expect(archive.tensors.allSatisfy(\.tensor.isFinite), "a number that is none")
    _ = try KerasFile(reply: KerasArchive.reply(parsing: bytes, name: name), name: name)
  }
}
