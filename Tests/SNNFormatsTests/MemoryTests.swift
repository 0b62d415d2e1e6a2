#if os(Linux)
  import SNNFormats
  import SNNTestSupport
  import Testing

  @Suite struct MemoryTests {
    /// The most memory this process has ever asked for, in bytes.
    private func peak() throws -> Int {
      let status = String(decoding: try readFile("/proc/self/status"), as: UTF8.self)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmPeak:") })
      return try #require(Int(line.filter(\.isNumber))) << 10
    }

    /// Broken files claim up to 2⁶⁴ bytes; nothing is reserved for what is only claimed.
    @Test func brokenFilesTakeNoMemory() throws {
      let zips =
        try ZipMalformedTests.ends() + ZipMalformedTests.directories()
        + ZipMalformedTests.layouts() + ZipMalformedTests.contents() + ZipMalformedTests.large()
      let safetensors = MalformedTests.lengths + MalformedTests.fields + MalformedTests.layout
      let before = try peak()
      for file in zips { #expect(zipError(file.bytes) != nil) }
      for file in safetensors { #expect(parsingError(file.bytes) != nil) }
      let torch =
        PickleMalformedTests.machine + PickleMalformedTests.bombs
        + PickleMalformedTests.largeBombs + PyTorchMalformedTests.tensors
        + PyTorchMalformedTests.storages + PyTorchMalformedTests.legacy
        + PyTorchMalformedTests.modules
      for file in torch { #expect(pyTorchError(file.bytes) != nil) }
      for file in NPYTests.malformed {
        let found = error { () throws(FormatError) in
          _ = try NPYFile(parsing: file.bytes, name: "array")
        }
        #expect(found != nil)
      }
      // Other tests run at the same time and take some; 4 GiB is the smallest of the claims.
      #expect(try peak() - before < 2 << 30)
    }
  }
#endif
