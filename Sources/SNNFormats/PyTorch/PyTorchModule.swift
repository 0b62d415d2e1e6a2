/// What a PyTorch file says about one module, of those that were saved whole with
/// `torch.save(model)`.
///
/// It tells how the module was set up, not what it computes: `forward` is code and stays in Python.
public struct PyTorchModule: Sendable {
  /// Its name in the module around it; empty for the model itself.
  public let name: String

  /// The full name of its class: `torch.nn.modules.conv.Conv2d`.
  public let className: String

  /// The modules in it, in the order in which they were put there; for a `Sequential` this is the
  /// order in which they compute.
  public let children: [PyTorchModule]

  /// What is trained, such as `weight`; parameters that are `None` are left out.
  public let parameters: [StoredTensor]

  /// What is kept but not trained, such as `running_mean`, without counters of batches.
  public let buffers: [StoredTensor]

  /// The plain values it was set up with, by name: `kernel_size`, `eps`.
  public let attributes: [String: PyTorchAttribute]

  /// Whether functions of the user's run before or after it, for example to normalise a weight; then
  /// it computes something else than its class says.
  public let hasHooks: Bool

  /// The parameter or buffer with a name.
  public subscript(tensor name: String) -> StoredTensor? {
    parameters.first { $0.name == name } ?? buffers.first { $0.name == name }
  }

  /// The child with a name.
  public subscript(child name: String) -> PyTorchModule? {
    children.first { $0.name == name }
  }

  /// An attribute that is a whole number.
  public func integer(_ name: String) -> Int? {
    if case .integer(let value) = attributes[name] { value } else { nil }
  }

  /// An attribute that is a whole number or a tuple of them: a lone one gives a list of one.
  public func integers(_ name: String) -> [Int]? {
    guard case .sequence(let values) = attributes[name] else { return integer(name).map { [$0] } }
    var numbers: [Int] = []
    for value in values {
      guard case .integer(let number) = value else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// An attribute that is a number, with a fraction or without.
  public func number(_ name: String) -> Double? {
    if case .number(let value) = attributes[name] { value } else { integer(name).map(Double.init) }
  }

  /// An attribute that is a truth value.
  public func bool(_ name: String) -> Bool? {
    if case .bool(let value) = attributes[name] { value } else { nil }
  }

  /// An attribute that is a text.
  public func text(_ name: String) -> String? {
    if case .text(let value) = attributes[name] { value } else { nil }
  }
}
