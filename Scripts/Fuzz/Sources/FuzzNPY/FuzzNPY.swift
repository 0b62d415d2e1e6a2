import FuzzSupport

/// One array of NumPy's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNPY(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    let file = try NPYFile(parsing: bytes, name: name)
    expect(file.tensor.scalars.count == file.values.count, "a number is missing")
  }
}
