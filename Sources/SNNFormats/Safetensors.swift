/// What reader and writer agree on.
enum Safetensors {
  /// The longest header in bytes, as in the reference implementation.
  static let headerLimit = 100_000_000
  static let tensorLimit = 100_000
  /// The longest name in bytes of UTF-8.
  static let nameLimit = 1024
  static let rankLimit = 8
  /// The most entries of metadata.
  static let metadataCount = 10_000
  /// The longest metadata in bytes, from their brace to the end of the last value: twice the longest
  /// description of a Keras model, whose quotes are escaped.
  static let metadataSize = 32 << 20
  static let metadataKey = "__metadata__"

  static let pathHint = "give the path of a .safetensors file"
  static let rewriteHint = "the file is damaged; copy it or save it again"
  static let truncatedHint = "the file is truncated; copy or train it again"
}
