import SNN

/// What a file is, as far as its reader depends on it.
enum FileFormat {
  /// Weights, or nothing that is known.
  case weights
  /// A zip archive of weights, or one of which not all bytes are there yet.
  case archive
  /// A model of Keras's, in an archive of its own or in HDF5.
  case keras
  /// A graph of operators.
  case onnx

  /// - Parameter bytes: all of a file, or its first sixteen.
  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      // What is wrong with an archive is said by those that read it.
      let archive = try? ZipArchive(parsing: bytes, name: "")
      self = archive?["config.json"] == nil ? .archive : .keras
    } else if bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .keras
    } else {
      self = isONNX(bytes) ? .onnx : .weights
    }
  }
}

/// Whether a message of protocol buffers may be an ONNX model: it starts with the version of the
/// format and goes on with a field that stands behind it.
private func isONNX(_ bytes: [UInt8]) -> Bool {
  guard bytes.count >= 3, bytes[0] == 0x08, 1...63 ~= bytes[1] else { return false }
  // The start of a safetensors file: eight bytes of a length and a brace.
  if bytes.count > 8, bytes[4...7].allSatisfy({ $0 == 0 }), bytes[8] == UInt8(ascii: "{") {
    return false
  }
  // Names and words, the model's version, the graph, the operators' versions.
  return [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42].contains(bytes[2])
}
