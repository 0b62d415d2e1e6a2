import FuzzSupport

/// Zip archives and the arrays in them, as they come and with a directory that is in its place:
/// nearly every change to an archive moves it, and what stands behind that check would never be seen.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNPZ(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = fuzz(start, count, readArchive)
  return fuzz(start, count) { (bytes, name) throws(FormatError) in
    try readArchive(repaired(bytes), name)
  }
}

private func readArchive(_ bytes: [UInt8], _ name: String) throws(FormatError) {
  let archive = try ZipArchive(parsing: bytes, name: name)
  for entry in archive.entries {
    expect(archive[entry.name] != nil, "an entry is not found by its name")
    let content = try archive.contents(of: entry)
    expect(content.count == entry.size, "an entry has another size")
  }
  let file = try NPZFile(parsing: bytes, name: name)
  expect(file.tensors.count == archive.entries.count, "an array is missing")
}
