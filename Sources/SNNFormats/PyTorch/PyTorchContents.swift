/// What of a file is the model: its tensors by name, or its modules.
enum PyTorchContents {
  case tensors([(name: String, value: PickleValue)])
  case module(PickleValue)

  /// Finds the model in what was saved.
  ///
  /// That is a module, a dictionary of tensors, or a dictionary that has one of them under one of
  /// the usual names.  The state of an optimiser and words about the training are passed over.
  init(_ pickle: Pickle) throws(FormatError) {
    let candidates = Self.keys.map { pickle.entry($0, of: pickle.root) } + [pickle.root]
    for case let candidate? in candidates {
      if pickle.isModule(candidate) {
        self = .module(candidate)
        return
      }
      if let items = pickle.items(candidate), pickle.holdsTensors(candidate) {
        try pickle.checkOthers(items)
        self = .tensors(try modelTensors(items, pickle))
        return
      }
    }
    throw FormatError(
      "the file holds no model: \(pickle.summary)", at: pickle.object(pickle.root)?.object.place,
      hint: PickleHint.stateOnly)
  }

  /// Where checkpoints keep the model, the likeliest first.
  private static let keys = ["state_dict", "model", "model_state_dict", "net", "ema"]

  /// Whether a tensor counts something while training and is no weight.
  static func isCounter(_ name: String) -> Bool {
    name == "n_averaged" || name.split(separator: ".").last == "num_batches_tracked"
  }
}

/// The tensors of a dictionary without what wrappers of a model put before all their names.
private func modelTensors(
  _ items: [(key: PickleValue, value: PickleValue)], _ pickle: Pickle
) throws(FormatError) -> [(name: String, value: PickleValue)] {
  var tensors: [(name: String, value: PickleValue)] = []
  for (key, value) in items where pickle.isTensor(value) {
    guard case .text(let name) = key else {
      throw FormatError(
        "a tensor has \(pickle.kind(of: key)) for a name", at: pickle.object(value)?.object.place,
        hint: PickleHint.stateOnly)
    }
    if !PyTorchContents.isCounter(name) { tensors.append((name, value)) }
  }
  while let prefix = ["module.", "_orig_mod."].first(where: { prefix in
    !tensors.isEmpty && tensors.allSatisfy { $0.name.hasPrefix(prefix) && $0.name != prefix }
  }) {
    tensors = tensors.map { (String($0.name.dropFirst(prefix.count)), $0.value) }
  }
  return tensors
}

extension Pickle {
  /// Whether a value is an object of a module's class, by the attributes it was given.
  func isModule(_ value: PickleValue?) -> Bool {
    guard let (_, call) = call(value) else { return false }
    return entry("_modules", of: call.state) != nil && entry("_parameters", of: call.state) != nil
  }

  /// Whether a value is a dictionary with tensors.
  fileprivate func holdsTensors(_ value: PickleValue) -> Bool {
    items(value)?.contains { isTensor($0.value) } ?? false
  }

  /// Refuses a dictionary of tensors that has others in it: which of them are the model is unknown.
  fileprivate func checkOthers(
    _ items: [(key: PickleValue, value: PickleValue)]
  ) throws(FormatError) {
    // One dictionary may stand there many times, and is looked through once.
    var seen: Set<Int> = []
    for (key, value) in items {
      guard let (number, object) = object(value), seen.insert(number).inserted, holdsTensors(value)
      else { continue }
      let name = if case .text(let key) = key { printable(name: key) } else { kind(of: key) }
      throw FormatError(
        "the file has tensors, but its “\(name)” holds tensors too, and only one of them is a model",
        at: object.place, hint: PickleHint.stateOnly)
    }
  }

  /// What the root is, for a message.
  fileprivate var summary: String {
    guard let items = items(root) else { return "it is \(kind(of: root))" }
    if items.isEmpty { return "it is an empty dictionary" }
    let keys = items.prefix(10).map {
      if case .text(let key) = $0.key { "“\(printable(key, limit: 40))”" } else { kind(of: $0.key) }
    }
    let rest = items.count > keys.count ? " and \(items.count - keys.count) more" : ""
    return "it is a dictionary of \(keys.joined(separator: ", "))\(rest)"
  }
}
