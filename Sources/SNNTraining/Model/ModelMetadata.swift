internal import FoundationEssentials
package import SNNFormats
package import SNNTensor

/// Reads JSON strings out of a file's metadata.
package struct ModelMetadata {
  private let path: String
  private let entries: [String: String]

  /// - Parameter path: the file, as messages name it.
  package init(path: String, entries: [String: String]) {
    (self.path, self.entries) = (path, entries)
  }

  /// A value as an entry's text.
  package static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of an entry.
  package func decoded<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    guard let text = entries[name],
      let value = try? JSONDecoder().decode(type, from: Data(text.utf8))
    else { throw damaged("its entry “\(name)” is missing or cannot be read") }
    return value
  }

  /// The shape of the images, nil when the columns are none.
  package func imageShape(inputs: Int) throws -> Shape? {
    guard entries["image"] != nil else { return nil }
    let sizes = try decoded([Int].self, "image")
    // None exceeds their product, and with this many features that cannot overflow.
    try check(
      sizes.count == 3 && inputs <= 1 << 20 && sizes.allSatisfy { 1...max(1, inputs) ~= $0 }
        && sizes.reduce(1, *) == inputs, "its images of \(sizes) are not its \(inputs) columns")
    return Shape(sizes)
  }

  /// Throws that the file is damaged, and why, where a condition does not hold.
  package func check(_ condition: Bool, _ reason: String) throws {
    if !condition { throw damaged(reason) }
  }

  /// The error for a damaged file.
  package func damaged(_ reason: String) -> FormatError {
    FormatError(
      kind: .badData, message: "\(path) is a damaged model file: \(reason)",
      hint: "train or copy the model again")
  }
}
