import FuzzSupport

/// Indexes of split models: no name leads out of the folder.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIndex(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    let index = try SafetensorsIndex(parsing: bytes, name: name)
    for file in index.files {
      expect(!file.isEmpty && file != "." && file != "..", "a way out of the folder")
      expect(!file.utf8.contains { $0 == 0x2F || $0 == 0 }, "a way out of the folder")
    }
    expect(Set(index.places.map(\.tensor)).count == index.places.count, "a tensor twice")
  }
}
