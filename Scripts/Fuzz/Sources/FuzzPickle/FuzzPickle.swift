import FuzzSupport

/// Pickles: in an archive beside storages of numbers, and in a file from before PyTorch 1.6, whose
/// next pickle and storages then follow in the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPickle(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = fuzz(start, count) { (bytes, name) throws(FormatError) in
    try readPyTorch(archive([("m/data.pkl", bytes)] + beside), name)
  }
  return fuzz(start, count) { (bytes, name) throws(FormatError) in
    try readPyTorch(legacyStart + bytes, name)
  }
}

private let beside: [(name: String, bytes: [UInt8])] =
  [("m/version", [0x33])] + (0..<8).map { ("m/data/\($0)", [UInt8](repeating: $0, count: 96)) }

/// The magic number, the version and the order of bytes.
private let legacyStart: [UInt8] =
  [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
  + [0x80, 2, 0x4D, 0xE9, 3, 0x2E] + [0x80, 2, 0x7D, 0x55, 13] + Array("little_endian".utf8)
  + [0x88, 0x73, 0x2E]
