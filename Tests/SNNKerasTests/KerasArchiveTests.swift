import Foundation
import SNNFormats
import SNNKeras
import SNNTensor
import Testing

/// What is told about files before the HDF5 library sees them, and the way between two processes.
@Suite struct KerasArchiveTests {
  @Test(
    arguments: [
      ([], "neither a .keras archive nor an HDF5 file"),
      (Array("PK".utf8), "this is not a zip archive"),
      (Array("{\"class_name\": \"Sequential\"}".utf8), "neither a .keras archive"),
      ([0x80, 0x02, 0x7D], "neither a .keras archive"),
    ] as [([UInt8], String)])
  func otherFilesAreRefused(_ bytes: [UInt8], _ words: String) {
    expectRefusal(words, words) { () throws(FormatError) in
      try KerasFile(KerasArchive(parsing: bytes, name: "m.keras"), name: "m.keras")
    }
  }

  @Test(arguments: [
    ("no-config.keras", "no Keras model: it has no config.json"),
    ("no-weights.keras", "the model has no model.weights.h5"),
    ("config-bytes.keras", "config.json is not UTF-8"),
  ])
  func archivesThatLackSomethingAreRefused(_ name: String, _ words: String) throws {
    let bytes = try BrokenFiles().bytes(of: name)
    expectRefusal(words, name) { () throws(FormatError) in
      try KerasFile(KerasArchive(parsing: bytes, name: name), name: name)
    }
  }

  @Test(arguments: [4, 30, 200, 2000]) func truncatedArchivesAreRefused(_ size: Int) throws {
    let bytes = Array(try fixture("images.keras").prefix(size))
    expectRefusal("truncated", "\(size) bytes") { () throws(FormatError) in
      try KerasFile(KerasArchive(parsing: bytes, name: "m"), name: "m")
    }
  }

  @Test func missingFilesAreToldThroughTheOtherProcess() throws {
    let path = "/nowhere/model.keras"
    let reply = KerasArchive.reply(readingFileAt: path)
    let error = #expect(throws: FormatError.self) { try KerasFile(reply: reply, name: path) }
    let direct = #expect(throws: FormatError.self) { try KerasFile(contentsOf: path) }
    #expect(error == direct)
    #expect(error?.kind == .noInput)
  }

  @Test func errorsKeepTheirPlaceThroughTheOtherProcess() throws {
    let path = try fixturePath("images.safetensors")
    let reply = KerasArchive.reply(readingFileAt: path)
    let error = #expect(throws: FormatError.self) { try KerasFile(reply: reply, name: path) }
    #expect(error == #expect(throws: FormatError.self) { try KerasFile(contentsOf: path) })
    #expect(error?.byteOffset == 0)
  }

  @Test(arguments: [0, 1, 8, 100, 5000]) func repliesCutShortAreRefused(_ size: Int) throws {
    let reply = Array(try fixture("images.safetensors").prefix(size))
    let error = #expect(throws: FormatError.self) { try KerasFile(reply: reply, name: "m.keras") }
    #expect(error?.kind == .badData)
    #expect(error?.message.hasPrefix("m.keras: ") == true)
  }

  @Test func archivesSurviveTheWayBetweenProcesses() throws {
    let weights = StoredTensor(
      name: "a/kernel", elementType: "float16", tensor: [[1, 2], [3, -4.5]])
    let archive = try KerasArchive(config: "{\"é\": \"\\\"\\n\"}", tensors: [weights])
    let again = try KerasArchive(reply: archive.encoded(), name: "m")
    #expect(again.config == archive.config)
    #expect(again.tensors.map(\.name) == ["a/kernel"])
    #expect(again.tensors.map(\.elementType) == ["float16"])
    #expect(again.tensors.map(\.tensor) == [weights.tensor])
  }

  @Test func weightsThatNoNetworkCanHaveAreRefused() throws {
    let one = StoredTensor(name: "a", elementType: "float32", tensor: [1])
    let none = StoredTensor(name: "b", elementType: "float32", tensor: Tensor([.nan]))
    #expect(throws: FormatError.self) { try KerasArchive(config: nil, tensors: [one, one]) }
    #expect(throws: FormatError.self) { try KerasArchive(config: nil, tensors: [one, none]) }
  }

  @Test func weightsAloneAreNoNetwork() throws {
    let one = StoredTensor(name: "a", elementType: "float32", tensor: [1])
    let archive = try KerasArchive(config: nil, tensors: [one])
    expectRefusal("weights alone", "no config") { () throws(FormatError) in
      try KerasFile(archive, name: "m")
    }
  }

  #if !HDF5
    @Test(arguments: [
      ("images.keras", "this is a Keras model"), ("images.h5", "this is an HDF5 file"),
      ("images.weights.h5", "this is an HDF5 file"),
    ])
    func buildsWithoutTheLibrarySaySo(_ name: String, _ words: String) throws {
      let path = try fixturePath(name)
      let error = #expect(throws: FormatError.self) { try KerasFile(contentsOf: path) }
      #expect(error?.kind == .badData)
      #expect(error?.message.hasPrefix("\(path): \(words)") == true)
      #expect(error?.message.hasSuffix("this build lacks the library that reads HDF5") == true)
      #expect(error?.hint.contains("--traits HDF5") == true)
      #expect(error?.hint.contains("libhdf5-dev") == true)
    }
  #endif
}
