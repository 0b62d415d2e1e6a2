/// The version of this library, as it stands in model files.
public enum SNNVersion {
  /// Semantic version, major.minor.patch.
  public static let current = "0.1.0"
}
