import FuzzSupport

/// Whole files of PyTorch's, as they come and as archives with a directory that is in its place and
/// check sums that are right.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPyTorch(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = fuzz(start, count, readPyTorch)
  return fuzz(start, count) { (bytes, name) throws(FormatError) in
    try readPyTorch(withCheckSums(repaired(bytes)), name)
  }
}
