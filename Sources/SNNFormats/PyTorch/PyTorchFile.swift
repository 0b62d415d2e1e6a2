/// What `torch.save` wrote: the weights of a model, and its modules if it was saved whole.
///
///     let file = try PyTorchFile(contentsOf: "model.pt")
///     for stored in file.tensors { print(stored.name, stored.tensor.shape) }
///     if let model = file.module { print(model.className, model.children.count) }
///
/// A file of PyTorch's is a program that makes objects.  Here it is taken as data: nothing that it
/// names is looked up or called, and what it may not need is refused.
///
/// The model is the file's one object, or stands in a dictionary under `state_dict`, `model`,
/// `model_state_dict`, `net` or `ema`; the state of an optimiser and counters of batches are passed
/// over, and tensors beside a dictionary of tensors refused.  The prefixes `module.` and
/// `_orig_mod.`, which wrappers put before all names, are taken away.  Views are read as tensors of
/// their own.
public struct PyTorchFile: Sendable {
  /// Where the weights came from, as messages name it.
  public let source: String

  /// The tensors in the order of the file, named as in `state_dict()`; their names differ and their
  /// numbers are finite.
  public let tensors: [StoredTensor]

  /// The model's modules; nil when only its weights were saved.
  public let module: PyTorchModule?

  /// The tensor with a name, found by going through the list.
  public subscript(name: String) -> StoredTensor? { tensors.first { $0.name == name } }
}

extension PyTorchFile {
  /// Reads a file.
  ///
  /// - Throws: an error of kind `noInput` when the file cannot be read, of kind `badData` when it
  ///   is not PyTorch's, is damaged, holds no model, names what could run a program, or has a NaN or
  ///   infinite number.
  public init(contentsOf path: String) throws(FormatError) {
    try self.init(parsing: readFile(path), name: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file; nothing about them is trusted.
  ///   - name: how errors call the file.
  /// - Throws: an error of kind `badData`.
  public init(parsing bytes: [UInt8], name: String) throws(FormatError) {
    do throws(FormatError) {
      try self.init(PyTorchContainer(bytes, name: name), name: name)
    } catch {
      throw error.located(in: name)
    }
  }

  /// Reads the model of a file that has been taken apart.
  init(_ container: PyTorchContainer, name: String) throws(FormatError) {
    source = name
    switch try PyTorchContents(container.pickle) {
    case .tensors(let values):
      var wanted = PyTorchTensors(container)
      var names: [(name: String, place: Int)] = []
      for (name, value) in values { names.append((name, try wanted.add(value, named: name))) }
      try check(names.map(\.name))
      let tensors = try wanted.read()
      self.tensors = names.map { tensors[$0.place].named($0.name) }
      module = nil
    case .module(let value):
      var reader = PyTorchModuleReader(container)
      let record = try reader.readRoot(value)
      try check(reader.names.map(\.name))
      let tensors = try reader.tensors.read()
      self.tensors = reader.names.map { tensors[$0.place].named($0.name) }
      module = PyTorchModule(record, tensors)
    }
  }
}

private func check(_ names: [String]) throws(FormatError) {
  guard names.count <= Safetensors.tensorLimit else {
    throw FormatError(
      "the file has more than \(Safetensors.tensorLimit) tensors", hint: PickleHint.stateOnly)
  }
  var taken: Set<String> = []
  for name in names {
    guard name.utf8.count <= Safetensors.nameLimit else {
      throw FormatError(
        tensor: name, "has a name longer than \(Safetensors.nameLimit) bytes",
        hint: PickleHint.damaged)
    }
    guard taken.insert(name).inserted else {
      throw FormatError(tensor: name, "is stored twice", hint: PickleHint.damaged)
    }
  }
}
