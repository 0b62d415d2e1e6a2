public import SNNTensor

/// A module out of a file that `torch.save(model)` wrote: what it is called, its numbers and its
/// settings, and the modules inside it.
public struct PyTorchModule: Sendable {
  /// The class, as `torch.nn.modules.conv.Conv2d`.
  public let className: String

  /// The modules inside, under their names, in order.
  public let children: [(name: String, module: PyTorchModule)]

  /// Parameters and buffers, under their own names: `weight`, `running_mean`.
  public let tensors: [(name: String, tensor: Tensor)]

  /// Settings that are numbers, truth values, words or rows of numbers; others are left out.
  public let settings: [String: Setting]

  /// A setting of a module.
  public enum Setting: Sendable, Hashable {
    /// Python's None.
    case none
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case integer(Int)
    /// A number.
    case double(Double)
    /// A word.
    case word(String)
    /// A tuple or list of whole numbers.
    case integers([Int])
  }

  /// The class without the module it comes from: `Conv2d`.
  public var kind: String { String(className.split(separator: ".").last ?? "") }

  /// Whether the class is one of PyTorch's own layers.
  public var isStandard: Bool { className.hasPrefix("torch.nn.modules.") }

  /// The parameter or buffer of a name.
  public subscript(tensor name: String) -> Tensor? { tensors.first { $0.name == name }?.tensor }
}
