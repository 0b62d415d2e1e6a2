#if HDF5
  import Foundation
  import SNNFormats
  import SNNKeras
  import SNNTensor
  import Testing

  /// Files read by the process that Tests/SNNKerasReader is, whatever becomes of it.
  @Suite struct IsolatedReaderTests {
    /// Reads bytes as a file in another process.
    private func read(_ bytes: [UInt8]) throws -> Result<KerasFile, FormatError> {
      let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("keras-\(UUID().uuidString).h5").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let program = Bundle.module.bundleURL.deletingLastPathComponent()
        .appendingPathComponent("SNNKerasReader").path
      try #require(FileManager.default.isExecutableFile(atPath: program))
      let reader = IsolatedReader(executable: program, arguments: [path])
      do throws(FormatError) {
        return .success(try KerasFile(reply: reader.output(), name: "model.h5"))
      } catch {
        return .failure(error)
      }
    }

    @Test(arguments: ["images.keras", "images2.h5", "windows.keras"])
    func filesAnswerAsKerasDoes(_ name: String) throws {
      let file = try read(fixture(name)).get()
      try expectAnswers(file, String(name.split(separator: ".")[0]))
      let direct = try KerasFile(contentsOf: fixturePath(name))
      #expect(file.tensors.map(\.name) == direct.tensors.map(\.name))
      #expect(file.tensors.map(\.elementType) == direct.tensors.map(\.elementType))
      #expect(file.tensors.map(\.tensor) == direct.tensors.map(\.tensor))
    }

    @Test(arguments: ["rows.h5", "sequence.keras"]) func truncatedFilesAreRefused(_ name: String)
      throws
    {
      let bytes = try fixture(name)
      for part in 0..<20 {
        let size = bytes.count * part / 20
        let clock = ContinuousClock()
        let start = clock.now
        let result = try read(Array(bytes[..<size]))
        #expect(throws: FormatError.self, "\(size) bytes") { try result.get() }
        if case .failure(let error) = result { #expect(error.kind == .badData) }
        #expect(clock.now - start < .seconds(10))
      }
    }

    /// A heap that libhdf5 1.10 goes round in circles in, found by fuzzing.  Its two seconds of
    /// computing are more by the clock where all cores are busy.
    @Test func aFileThatNeverEndsIsGivenUp() throws {
      let clock = ContinuousClock()
      let start = clock.now
      let result = try read(fixture("endless.h5"))
      #expect(throws: FormatError.self) { try result.get() }
      #expect(clock.now - start < .seconds(60))
    }

    /// A byte that is wrong gives other numbers, or an error: never anything else.
    @Test(arguments: 0..<10) func damagedFilesAreReadOrRefused(_ seed: UInt64) throws {
      var generator = SplitMix64(seed: seed)
      let sound = try fixture("images2.h5")
      for _ in 0..<8 {
        var bytes = sound
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          // The first bytes say where everything is.
          let end = Bool.random(using: &generator) ? bytes.count : 2048
          bytes[Int.random(in: 8..<end, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
        }
        if case .failure(let error) = try read(bytes) {
          #expect(error.kind == .badData, "\(error)")
          #expect(!error.hint.isEmpty)
        }
      }
    }

    @Test func crashesAndGarbageAreErrors() throws {
      for (program, arguments) in [
        ("/bin/sh", ["-c", "kill -SEGV $$"]), ("/bin/sh", ["-c", "exit 3"]),
        ("/bin/sh", ["-c", "echo no tensors"]), ("/bin/cat", ["/dev/zero"]),
        ("/nowhere/program", []),
      ] {
        let reader = IsolatedReader(executable: program, arguments: arguments, limit: 1 << 20)
        let error = #expect(throws: FormatError.self, "\(arguments)") {
          try KerasFile(reply: reader.output(), name: "model.h5")
        }
        #expect(error?.kind == .badData)
      }
    }
  }
#endif
