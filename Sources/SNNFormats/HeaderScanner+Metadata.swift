extension HeaderScanner {
  /// Reads what a file says about itself, `{"key": value, …}`; `value` reads what follows each colon.
  ///
  /// In memory a short entry takes twenty times as much as in the file, so there must not be millions.
  ///
  /// - Parameters:
  ///   - size: the most bytes up to the end of the last value.
  ///   - value: takes the key.
  mutating func metadata(
    size limit: Int = Safetensors.metadataSize,
    _ value: (inout HeaderScanner, _ key: String) throws(FormatError) -> Void
  ) throws(FormatError) {
    skipSpace()
    let start = offset
    var count = 0
    try object { (scanner, key, place) throws(FormatError) in
      count += 1
      guard count <= Safetensors.metadataCount else {
        throw Safetensors.tooManyMetadata(at: place)
      }
      try value(&scanner, key)
      guard scanner.offset - start <= limit else {
        throw Safetensors.tooLongMetadata(limit, at: place)
      }
    }
  }
}

extension Safetensors {
  static func tooManyMetadata(at place: Int? = nil) -> FormatError {
    FormatError(
      "the metadata has more than \(metadataCount) entries", at: place, hint: lessMetadataHint)
  }

  static func tooLongMetadata(_ limit: Int = metadataSize, at place: Int? = nil) -> FormatError {
    FormatError(
      "the metadata is longer than \(limit) bytes", at: place, hint: lessMetadataHint)
  }

  private static let lessMetadataHint = "save the file again with less metadata"
}
