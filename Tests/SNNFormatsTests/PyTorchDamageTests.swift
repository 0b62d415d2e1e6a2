import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct PyTorchDamageTests {
  /// Files as PyTorch writes them that are not read, and what is said about them.
  static let refused = [
    ("protocol4", "protocol 4, of which only 2 is read", "without a pickle_protocol"),
    ("complex", "“torch.ComplexFloatStorage”, which are not read", "float32"),
    ("negated", "changed by “neg”", "resolve_neg()"),
    ("sparse", "made by “torch._utils._rebuild_sparse_tensor”", "plain tensor"),
    ("quantized", "made by “torch._utils._rebuild_qtensor”", "plain tensor"),
    ("meta", "made by “torch._utils._rebuild_meta_tensor_no_storage”", "plain tensor"),
    ("uint16", "made by “torch._utils._rebuild_tensor_v3”", "plain tensor"),
    ("nan", "“w” holds nan as number 4 of 4", "finite"),
    ("tensor", "holds no model: it is an object of “torch._utils._rebuild", "state_dict()"),
    ("list", "holds no model: it is a list", "state_dict()"),
    ("optimizer", "it is a dictionary of “state”, “param_groups”", "state_dict()"),
    ("nested", "it is a dictionary of “encoder”, “decoder”", "state_dict()"),
    ("integer-names", "a tensor has a number for a name", "state_dict()"),
    ("numpy", "it is a dictionary of “w”", "state_dict()"),
    ("script", "a TorchScript program, which is not read", "torch.jit.load(path).state_dict()"),
  ]

  @Test(arguments: refused) func saysWhy(_ name: String, _ words: String, _ hint: String) throws {
    let bytes = try fixture("PyTorch/refused-\(name).pt")
    Malformed(name, bytes, words).expectRefusal(by: "model.pt") { bytes, file throws(FormatError) in
      _ = try PyTorchFile(parsing: bytes, name: file)
    }
    #expect(pyTorchError(bytes)?.hint.contains(hint) == true)
    let path = try fixturePath("PyTorch/refused-\(name).pt")
    #expect(weightError(path)?.message.contains(words) == true)
  }

  /// The number that is not finite is found in the file through the view's strides.
  @Test func placeOfANumberInAView() throws {
    let bytes = try fixture("PyTorch/refused-nan.pt")
    let place = try #require(pyTorchError(bytes)?.byteOffset)
    #expect(Array(bytes[place..<place + 4]) == [0, 0, 0xC0, 0x7F])
  }

  /// Pickles made by Python that run a command where Python loads them.
  @Test(arguments: [
    ("system", "“posix.system”"), ("eval", "“__builtin__.eval”"), ("exec", "“__builtin__.exec”"),
    ("getattr", "“__builtin__.getattr”"), ("popen", "“commands.Popen”"),
    ("open", "“io.open”"), ("runpy", "“runpy.run_path”"), ("in-weights", "“posix.system”"),
    ("protocol4", "protocol 4"), ("protocol0", "does not start with the version"),
  ])
  func nothingIsRun(_ name: String, _ words: String) throws {
    let bytes = try fixture("PyTorch/attack-\(name).pkl")
    let files = [
      Malformed(name, torchFile(pickle: bytes), words), Malformed(name, legacyFile(bytes), words),
    ]
    for file in files {
      file.expectRefusal(by: "model.pt") { bytes, file throws(FormatError) in
        _ = try PyTorchFile(parsing: bytes, name: file)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/snn-pickle-was-run"))
  }

  @Test(arguments: ["types", "views-legacy", "tied", "attributed"])
  func everyPrefixIsRefused(_ name: String) throws {
    let bytes = try fixture("PyTorch/\(name).pt")
    for end in 0..<bytes.count {
      let found = pyTorchError(Array(bytes[..<end]))
      #expect(found?.kind == .badData && found?.hint.isEmpty == false, "\(end)")
    }
  }

  /// Every part of a pickle is missed, in an archive that is otherwise sound.
  @Test(arguments: ["views", "checkpoint"]) func everyPickledPrefixIsRefused(_ name: String)
    throws
  {
    let (start, end) = try pickled(name)
    let bytes = try Array(fixture("PyTorch/\(name).pt")[start..<end])
    for end in 0..<bytes.count {
      #expect(pyTorchError(torchFile(pickle: Array(bytes[..<end])))?.kind == .badData, "\(end)")
    }
  }

  /// Random changes to the pickle end with an error or with tensors, never otherwise.
  @Test(arguments: ["views", "tied", "checkpoint", "custom"])
  func changesNeverTrap(_ name: String) throws {
    var generator = SplitMix64(seed: 5)
    let (start, end) = try pickled(name)
    let sound = try Array(fixture("PyTorch/\(name).pt")[start..<end])
    let storages = (0..<14).map { (name: "\($0)", bytes: [UInt8](repeating: 0, count: 96)) }
    var refused = 0
    for _ in 0..<500 {
      let bytes = torchFile(pickle: mutated(sound, using: &generator), storages: storages)
      guard let found = pyTorchError(bytes) else { continue }
      refused += 1
      #expect(found.kind == .badData && !found.hint.isEmpty)
    }
    #expect(refused > 100)
  }

  /// Where the pickle of a file is.
  private func pickled(_ name: String) throws -> (Int, Int) {
    let bytes = try fixture("PyTorch/\(name).pt")
    let archive = try ZipArchive(parsing: bytes, name: name)
    let entry = try #require(archive.entries.first { $0.name.hasSuffix("/data.pkl") })
    let content = try archive.contents(of: entry)
    let start = try #require(bytes.place(of: content))
    return (start, start + content.count)
  }
}
