/// The version of this library, as it stands in model files.
public enum SNNVersion {
  public static let current = "0.1.0"
}
