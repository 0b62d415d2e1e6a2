internal import Foundation
public import SNNFormats
internal import SNNTensor

extension KerasArchive {
  /// What a process that only reads HDF5 answers: a safetensors file with the model, or with the
  /// error that reading ended with.
  public static func reply(readingFileAt path: String) -> [UInt8] {
    reply { () throws(FormatError) in try KerasArchive(contentsOf: path) }
  }

  /// The same, after this process has limited itself to what a sound file of its size can need.
  ///
  /// That is 1 GB and twelve times the file, for the HDF5 library's copies, the numbers and the answer;
  /// and 2 s of computing with one more for every 16 MB, as damaged files can send the library round
  /// in circles.
  package static func limitedReply(readingFileAt path: String) throws -> [UInt8] {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let size = (attributes?[.size] as? Int).map { min($0, 1 << 34) } ?? 0
    try limitResources(memory: 1 << 30 + 12 * size, cpuSeconds: 2 + size >> 24)
    return reply(readingFileAt: path)
  }

  /// The same for bytes that are at hand.
  public static func reply(parsing bytes: [UInt8], name: String) -> [UInt8] {
    reply { () throws(FormatError) in try KerasArchive(parsing: bytes, name: name) }
  }

  private static func reply(_ read: () throws(FormatError) -> KerasArchive) -> [UInt8] {
    do throws(FormatError) {
      return try read().encoded()
    } catch {
      var metadata = [
        Key.error: error.message, Key.hint: error.hint, Key.kind: error.kind.word,
      ]
      if let offset = error.byteOffset { metadata[Key.offset] = "\(offset)" }
      // An error too long for a file is told as one all the same: no bytes are no file.
      return (try? SafetensorsFile(tensors: [], metadata: metadata).encoded()) ?? []
    }
  }

  /// Reads such an answer.
  ///
  /// - Parameters:
  ///   - bytes: the answer; nothing about it is trusted.
  ///   - name: how errors call the file that it is about.
  /// - Throws: the error in the answer, or one of kind `badData`.
  public init(reply bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      let file = try SafetensorsFile(parsing: bytes, name: name)
      if let message = file.metadata[Key.error] {
        throw FormatError(
          kind: FormatError.Kind(word: file.metadata[Key.kind]), message: printable(message),
          byteOffset: file.metadata[Key.offset].flatMap { Int($0) },
          hint: printable(file.metadata[Key.hint] ?? KerasHint.saveAgain))
      }
      let tensors = file.tensors.map { name, tensor in
        StoredTensor(
          name: name,
          elementType: printable(file.metadata[Key.type + name] ?? "float32", limit: 32),
          tensor: tensor)
      }
      try self.init(config: file.metadata[Key.config], tensors: tensors)
    } catch {
      throw error.located(in: name)
    }
  }

  /// The model as the bytes of a safetensors file, with the description among its metadata.
  /// - Throws: an error of kind `badData` when a name or the description is too long for one.
  public func encoded() throws(FormatError) -> [UInt8] {
    var metadata: [String: String] = [:]
    for tensor in tensors { metadata[Key.type + tensor.name] = tensor.elementType }
    metadata[Key.config] = config
    return try SafetensorsFile(
      tensors: tensors.map { ($0.name, $0.tensor) }, metadata: metadata
    ).encoded()
  }

  /// The keys of the metadata.
  private enum Key {
    static let config = "keras-config"
    /// In front of the name of a tensor.
    static let type = "type:"
    static let error = "keras-error"
    static let kind = "keras-error-kind"
    static let hint = "keras-error-hint"
    static let offset = "keras-error-offset"
  }
}

extension FormatError.Kind {
  fileprivate var word: String { self == .noInput ? "noInput" : "badData" }

  fileprivate init(word: String?) { self = word == "noInput" ? .noInput : .badData }
}
