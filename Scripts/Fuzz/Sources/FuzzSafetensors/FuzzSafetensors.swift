import FuzzSupport

/// Safetensors: what is read can be written, and is then read as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSafetensors(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    let file = try SafetensorsFile(parsing: bytes, name: name)
    let written = try file.encoded()
    let again = try SafetensorsFile(parsing: written, name: name)
    expect(try again.encoded() == written, "what was read is not what is written")
  }
}
