/// A plain value that a module of PyTorch keeps beside its tensors.
public enum PyTorchAttribute: Sendable, Equatable {
  /// Python's `None`.
  case none
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case text(String)
  /// The values of a tuple, a list or a shape.
  case sequence([PyTorchAttribute])
  /// Anything else, in words such as the name of its class.
  case other(String)
}
