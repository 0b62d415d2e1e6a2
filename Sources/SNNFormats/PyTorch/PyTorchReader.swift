internal import SNNTensor

/// Finds tensors and modules among the objects of a pickle.
struct PyTorchReader {
  private let container: PyTorchContainer
  private let objects: PickleObjects
  private var storages: [String: [Scalar]] = [:]
  /// How many more numbers may be made; views of one storage could stand for any amount.
  private var budget: Int
  /// How many more objects may be looked at; objects can hold each other in circles.
  private var visits = 1_000_000

  private static let depthLimit = 500

  /// - Parameter fileSize: the size of the whole file in bytes.
  init(_ container: PyTorchContainer, _ objects: PickleObjects, fileSize: Int) {
    self.container = container
    self.objects = objects
    budget = max(4 * fileSize, 64 << 20) / MemoryLayout<Scalar>.size
  }

  /// The tensors of a model, under names without the prefixes that wrappers add, and the model
  /// itself where the file holds it whole.
  mutating func model(
    _ root: Int
  ) throws(FormatError) -> (tensors: [StoredTensor], module: PyTorchModule?) {
    if isModule(root) {
      var tensors: [StoredTensor] = []
      let module = try module(root, path: "", depth: 0, &tensors)
      return (tensors, module)
    }
    for candidate in try weightDictionaries(root) {
      let tensors = try weights(candidate)
      if !tensors.isEmpty { return (tensors.withoutCommonPrefixes, nil) }
    }
    throw FormatError(
      "the file holds no dictionary of tensors and no model", hint: PyTorch.saveAgainHint)
  }

  // MARK: Dictionaries of tensors

  /// The root, or what stands in it under one of the usual names, most usual first.
  private func weightDictionaries(_ root: Int) throws(FormatError) -> [Int] {
    guard let entries = objects.dictionary(root) else { return [] }
    let names = ["state_dict", "model_state_dict", "model", "net", "ema", "module"]
    let inner = names.compactMap { name in
      entries.last { objects.string($0.key) == name }.map(\.value)
    }
    return inner.filter { objects.dictionary($0) != nil } + [root]
  }

  private mutating func weights(_ place: Int) throws(FormatError) -> [StoredTensor] {
    var result: [StoredTensor] = []
    for (key, value) in objects.dictionary(place) ?? [] {
      guard let name = objects.string(key), let tensor = try tensor(value, named: name) else {
        continue
      }
      result.append(tensor)
    }
    return result
  }

  /// A tensor, or the tensor inside a parameter; nil for other objects and for the counters of batch
  /// norms.
  private mutating func tensor(
    _ place: Int, named name: String
  ) throws(FormatError) -> StoredTensor? {
    guard name.split(separator: ".").last != "num_batches_tracked" else { return nil }
    guard name.utf8.count <= Safetensors.nameLimit else {
      throw FormatError(
        tensor: name, "has a name longer than \(Safetensors.nameLimit) bytes",
        hint: PyTorch.saveAgainHint)
    }
    var place = place
    if let record = objects.opaque(place),
      record.callable.hasPrefix("torch._utils._rebuild_parameter"),
      let inner = record.arguments.first
    {
      place = inner
    }
    guard let view = try PyTorchView(place, in: objects, named: name) else { return nil }
    guard view.count <= budget else {
      throw FormatError(
        tensor: name, "asks for far more numbers than the file has", hint: PyTorch.saveAgainHint)
    }
    budget -= view.count
    let key = "\(view.key) \(view.type.rawValue)"
    let storage: [Scalar]
    if let known = storages[key], known.count >= view.storageCount {
      storage = known
    } else {
      storage = try container.storage(view, named: name)
      storages[key] = storage
    }
    return StoredTensor(
      name: name, elementType: view.type.torchName,
      tensor: Tensor(view.gathered(from: storage), shape: Shape(view.sizes)))
  }

  // MARK: Whole modules

  /// The attributes of an object that was pickled as a module is; nil for others.
  private func attributes(_ place: Int) -> [(key: Int, value: Int)]? {
    guard let record = objects.opaque(place), let state = record.state else { return nil }
    return objects.dictionary(state)
  }

  private func isModule(_ place: Int) -> Bool {
    attributes(place)?.contains { objects.string($0.key) == "_modules" } ?? false
  }

  private mutating func module(
    _ place: Int, path: String, depth: Int, _ all: inout [StoredTensor]
  ) throws(FormatError) -> PyTorchModule {
    visits -= 1
    guard depth < Self.depthLimit, visits > 0 else {
      throw FormatError(
        "the model's parts hold each other without end", hint: PyTorch.saveAgainHint)
    }
    let attributes = attributes(place) ?? []
    func entries(_ name: String) -> [(key: Int, value: Int)] {
      attributes.last { objects.string($0.key) == name }.flatMap { objects.dictionary($0.value) }
        ?? []
    }
    var tensors: [(name: String, tensor: Tensor)] = []
    for (key, value) in entries("_parameters") + entries("_buffers") {
      guard let name = objects.string(key), let tensor = try tensor(value, named: path + name)
      else {
        continue
      }
      tensors.append((name, tensor.tensor))
      all.append(tensor)
    }
    var children: [(name: String, module: PyTorchModule)] = []
    for (key, value) in entries("_modules") {
      guard let name = objects.string(key), isModule(value) else { continue }
      children.append(
        (name, try module(value, path: path + name + ".", depth: depth + 1, &all)))
    }
    var settings: [String: PyTorchModule.Setting] = [:]
    for (key, value) in attributes {
      guard let name = objects.string(key), let setting = setting(value) else { continue }
      settings[name] = setting
    }
    return PyTorchModule(
      className: objects.opaque(place)?.callable ?? "", children: children, tensors: tensors,
      settings: settings)
  }

  private func setting(_ place: Int) -> PyTorchModule.Setting? {
    switch objects[place] {
    case .none: return PyTorchModule.Setting.none
    case .bool(let value): return .bool(value)
    case .integer(let number): return .integer(number)
    case .double(let number): return .double(number)
    case .string(let word): return word.utf8.count <= 256 ? .word(word) : nil
    case .tuple(let parts), .list(let parts):
      let numbers = parts.prefix(9).compactMap(objects.integer)
      return numbers.count == parts.count ? .integers(numbers) : nil
    case .hugeInteger, .set, .dictionary, .global, .opaque, .persistent: return nil
    }
  }
}

extension [StoredTensor] {
  /// The tensors without the words that wrappers put before every name.
  fileprivate var withoutCommonPrefixes: [StoredTensor] {
    for prefix in ["module.", "_orig_mod."] where allSatisfy({ $0.name.hasPrefix(prefix) }) {
      return map {
        StoredTensor(
          name: String($0.name.dropFirst(prefix.count)), elementType: $0.elementType,
          tensor: $0.tensor)
      }.withoutCommonPrefixes
    }
    return self
  }
}
