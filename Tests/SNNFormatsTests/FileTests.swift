import Dispatch
import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct FileTests {
  private func writingError(_ path: String, _ bytes: [UInt8] = [1, 2, 3]) -> FormatError? {
    error { () throws(FormatError) in try atomicWrite(bytes, to: path) }
  }

  private func readingError(_ path: String, limit: Int = 1 << 20) -> FormatError? {
    error { () throws(FormatError) in _ = try readFile(path, limit: limit) }
  }

  @Test(arguments: [0, 1, 65_536, 300_001])
  func writtenIsRead(count: Int) throws {
    try withTemporaryFolder { folder in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try atomicWrite(bytes, to: folder + "/new")
      #expect(try readFile(folder + "/new") == bytes)
      try atomicWrite([9], to: folder + "/new")
      #expect(try readFile(folder + "/new") == [9])
      #expect(try contents(of: folder) == ["new"])
    }
  }

  @Test func longestName() throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: 255)
      try atomicWrite([1], to: "\(folder)/\(name)")
      #expect(try contents(of: folder) == [name])
      let error = try #require(writingError("\(folder)/\(name)n"))
      #expect(error.kind == .cannotWrite)
      #expect(try contents(of: folder) == [name])
    }
  }

  /// A slash and a combining accent are one character to Swift and two bytes to the system.
  @Test func nameThatStartsWithAnAccent() throws {
    try withTemporaryFolder { folder in
      try atomicWrite([1], to: "\(folder)/\u{301}")
      #expect(try readFile("\(folder)/\u{301}") == [1])
    }
  }

  @Test func refusedPlacesStayAsTheyWere() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/folder", withIntermediateDirectories: false)
      try atomicWrite([7], to: folder + "/file")
      let before = try contents(of: folder)
      let cases = [
        ("/missing/model", "No such file or directory", "create the folder"),
        ("/missing/", "No such file or directory", "create the folder"),
        ("/folder", "Is a directory", "give a file name inside the folder"),
        ("/folder/", "Is a directory", "give a file name inside the folder"),
        ("/.", "Is a directory", "give a file name inside the folder"),
        ("/file/model", "Not a directory", "is a file, not a folder"),
        ("/file\u{0}", "Invalid argument", "choose another folder"),
      ]
      for (path, reason, hint) in cases {
        let error = try #require(writingError(folder + path), "\(path)")
        #expect(error.kind == .cannotWrite, "\(path)")
        #expect(error.message.hasSuffix("cannot be written: \(reason)"), "\(error)")
        #expect(error.message.contains(folder), "\(error)")
        #expect(error.hint.contains(hint), "\(error)")
        #expect(try contents(of: folder) == before, "\(path)")
      }
      #expect(try readFile(folder + "/file") == [7])
      #expect(try contents(of: folder + "/folder").isEmpty)
    }
    #expect(writingError("")?.kind == .cannotWrite)
    #expect(writingError("/")?.kind == .cannotWrite)
  }

  #if os(Linux)
    @Test func systemPlaces() throws {
      #expect(writingError("/proc/model")?.kind == .cannotWrite)
      #expect(writingError("/proc/self/model")?.kind == .cannotWrite)
      let error = try #require(writingError("/dev/full"))
      #expect(error.message == "/dev/full: cannot be written: No space left on device")
      #expect(error.hint.contains("free some space"))
      #expect(try !contents(of: "/dev").contains { $0.hasPrefix(".snn") })
      // Still the device, not a file that took its place.
      #expect(writingError("/dev/full") == error)
      #expect(writingError("/dev/null") == nil)
      #expect(try readFile("/dev/null") == [])
      #expect(readingError("/dev/zero")?.message.contains("File too large") == true)
    }
  #endif

  @Test func linkAndPermissionsStay() throws {
    try withTemporaryFolder { folder in
      let files = FileManager.default
      try files.createDirectory(atPath: folder + "/runs", withIntermediateDirectories: false)
      try atomicWrite([1], to: folder + "/runs/7")
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/runs/7")
      try files.createSymbolicLink(atPath: folder + "/latest", withDestinationPath: "runs/7")
      try atomicWrite([2], to: folder + "/latest")
      #expect(try files.destinationOfSymbolicLink(atPath: folder + "/latest") == "runs/7")
      #expect(try readFile(folder + "/runs/7") == [2])
      let attributes = try files.attributesOfItem(atPath: folder + "/runs/7")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try contents(of: folder + "/runs") == ["7"])
    }
  }

  @Test func writersDoNotDisturbEachOther() throws {
    try withTemporaryFolder { folder in
      DispatchQueue.concurrentPerform(iterations: 40) { index in
        let bytes = [UInt8](repeating: UInt8(index), count: 5000 + index)
        #expect(writingError(folder + "/shared", bytes) == nil)
      }
      let bytes = try readFile(folder + "/shared")
      let last = try #require(bytes.first)
      #expect(bytes == [UInt8](repeating: last, count: 5000 + Int(last)))
      #expect(try contents(of: folder) == ["shared"])
    }
  }

  @Test func unreadable() throws {
    try withTemporaryFolder { folder in
      try atomicWrite([1, 2, 3], to: folder + "/file")
      let cases = [
        ("/missing", "No such file or directory", "check the path"),
        ("", "Is a directory", "a file inside the folder"),
        ("/file/model", "Not a directory", "not a folder"),
        ("/file\u{0}", "Invalid argument", "check the path"),
      ]
      for (path, reason, hint) in cases {
        let error = try #require(readingError(folder + path), "\(path)")
        #expect(error.kind == .noInput, "\(path)")
        #expect(error.message.hasSuffix("cannot be read: \(reason)"), "\(error)")
        #expect(error.hint.contains(hint), "\(error)")
      }
      #expect(readingError(folder + "/file", limit: 3) == nil)
      #expect(readingError(folder + "/file", limit: 2)?.kind == .noInput)
    }
    #expect(readingError("")?.kind == .noInput)
  }

  @Test func modelFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      let file = SafetensorsFile(tensors: [("w", [[1, 2], [3, 4]])], metadata: ["epoch": "3"])
      try file.write(to: path)
      let read = try SafetensorsFile(contentsOf: path)
      #expect(read["w"] == [[1, 2], [3, 4]])
      #expect(read.metadata == ["epoch": "3"])

      let bad = SafetensorsFile(tensors: [("w", Tensor(.nan))])
      let refused = try #require(error { () throws(FormatError) in try bad.write(to: path) })
      #expect(refused.kind == .badData)
      #expect(refused.message.hasPrefix("\(path): tensor “w” holds"))
      #expect(try SafetensorsFile(contentsOf: path)["w"] == [[1, 2], [3, 4]])

      let missing = error { () throws(FormatError) in
        _ = try SafetensorsFile(contentsOf: folder + "/other.safetensors")
      }
      #expect(missing?.kind == .noInput)
    }
  }

  private func modelError(_ path: String) -> FormatError? {
    error { () throws(FormatError) in _ = try SafetensorsFile(contentsOf: path) }
  }

  /// A file says its size before it is read, so header and size are compared first.
  @Test func modelFilesOfTheWrongSize() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/model.safetensors"
      try atomicWrite(Array(pairFile.dropLast()), to: path)
      let short = modelError(path)
      #expect(
        short?.message == "\(path): the header says 8 bytes of numbers but the file has 7")
      #expect(short?.kind == .badData && short?.byteOffset == pairFile.count - 1)
      try atomicWrite(pairFile + [0], to: path)
      let long = modelError(path)
      #expect(long?.message == "\(path): the file goes on after the last tensor")
      #expect(long?.byteOffset == pairFile.count)
      try atomicWrite(Array(pairFile.prefix(20)), to: path)
      #expect(modelError(path)?.message == "\(path): the header says 54 bytes but the file has 20")
      try atomicWrite([], to: path)
      #expect(modelError(path)?.message == "\(path): the file is empty")
      #expect(modelError(folder)?.message == "\(folder): cannot be read: Is a directory")
    }
  }

  #if os(Linux)
    /// It has no end; the first eight bytes are enough.
    @Test(.timeLimit(.minutes(1))) func onlyTheHeaderOfAForeignFileIsRead() {
      let found = modelError("/dev/zero")
      #expect(found?.kind == .badData)
      #expect(found?.message.contains("does not start with a brace") == true)
    }

    /// A pipe has no size, and its bytes come in pieces.
    @Test(arguments: [0, 1, -1]) func modelFromAPipe(surplus: Int) throws {
      let file = SafetensorsFile(tensors: [("a", Tensor.ones([700])), ("b", [[1, 2], [3, 4]])])
      var bytes = try file.encoded()
      if surplus < 0 { bytes.removeLast(-surplus) }
      bytes += [UInt8](repeating: 7, count: max(0, surplus))
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
      try pipe.fileHandleForWriting.close()
      let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
      switch surplus {
      case 0:
        let read = try SafetensorsFile(contentsOf: path)
        #expect(read["a"] == .ones([700]) && read["b"] == [[1, 2], [3, 4]])
      case 1...: #expect(modelError(path)?.message.contains("goes on after") == true)
      default: #expect(modelError(path)?.message.contains("but the file has") == true)
      }
    }
  #endif
}
