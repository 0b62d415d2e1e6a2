/// How the weights of a network start.
public enum Initialization: String, Sendable, Codable, CaseIterable {
  /// As they are drawn.
  case drawn
  /// Drawn, and then scaled layer by layer until each fires at a target rate on the first rows.
  case balanced
}

extension KeyedDecodingContainer {
  // Model files from before the setting existed do not have it.
  func decode(_ type: Initialization.Type, forKey key: Key) throws -> Initialization {
    try decodeIfPresent(type, forKey: key) ?? .drawn
  }
}
