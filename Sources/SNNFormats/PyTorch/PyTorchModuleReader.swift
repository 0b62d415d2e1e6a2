/// Reads the modules of a pickle as a tree, and what they hold.
///
/// In a pickle they need not be a tree: a module may be in many others and even in itself.  Levels,
/// modules and values are therefore counted.
struct PyTorchModuleReader {
  static let depthLimit = 64
  static let moduleLimit = 10_000
  /// How many entries of dictionaries and values of attributes are looked at.
  static let valueLimit = 1_000_000

  private let pickle: Pickle
  private(set) var tensors: PyTorchTensors
  /// The tensors by their full names, as `state_dict()` has them, with their places.
  private(set) var names: [(name: String, place: Int)] = []
  private var modules = 0
  private var tensorCount = 0
  private var values = 0

  init(_ container: PyTorchContainer) {
    pickle = container.pickle
    tensors = PyTorchTensors(container)
  }

  /// Reads the module at the root, from within the wrappers that train it on several devices or
  /// compile it.
  mutating func readRoot(_ value: PickleValue) throws(FormatError) -> PyTorchModuleRecord {
    var value = value
    for _ in 0..<Self.depthLimit {
      guard let state = pickle.call(value)?.call.state,
        let children = pickle.items(pickle.entry("_modules", of: state)), children.count == 1,
        case .text(let name) = children[0].key, ["module", "_orig_mod"].contains(name),
        pickle.items(pickle.entry("_parameters", of: state))?.isEmpty == true,
        pickle.isModule(children[0].value)
      else { break }
      value = children[0].value
    }
    return try read(value, path: [])
  }

  /// - Parameter path: the names of the modules around it and its own.
  private mutating func read(
    _ value: PickleValue, path: [String]
  ) throws(FormatError) -> PyTorchModuleRecord {
    let name =
      path.isEmpty ? "the model" : "module “\(printable(name: path.joined(separator: ".")))”"
    guard let (number, call) = pickle.call(value), pickle.isModule(value) else {
      throw FormatError(
        "\(name) is \(pickle.kind(of: value)), which is no module that is read",
        at: pickle.object(value)?.object.place, hint: PickleHint.stateOnly)
    }
    let place = pickle.objects[number].place
    guard path.count < Self.depthLimit else {
      throw FormatError(
        "the modules nest deeper than \(Self.depthLimit) levels", at: place,
        hint: PickleHint.stateOnly)
    }
    modules += 1
    guard modules <= Self.moduleLimit else {
      throw FormatError(
        "the model has more than \(Self.moduleLimit) modules", at: place,
        hint: PickleHint.stateOnly)
    }
    var record = PyTorchModuleRecord(name: path.last ?? "", className: call.callee)
    record.parameters = try readTensors("_parameters", of: call.state, path, at: place)
    let fleeting = pickle.texts(pickle.entry("_non_persistent_buffers_set", of: call.state))
    record.buffers = try readTensors(
      "_buffers", of: call.state, path, at: place, fleeting: fleeting)
    try readAttributes(of: call.state, into: &record, at: place)
    for (name, child) in try entries("_modules", of: call.state, at: place) {
      // A place that may be left empty, such as a shortcut in a residual block.
      if case .none = child { continue }
      record.children.append(try read(child, path: path + [name]))
    }
    return record
  }

  /// Reads parameters or buffers and notes their full names.
  /// - Parameter fleeting: those that `state_dict()` leaves out.
  private mutating func readTensors(
    _ key: String, of state: PickleValue?, _ path: [String], at place: Int,
    fleeting: Set<String> = []
  ) throws(FormatError) -> [(name: String, place: Int)] {
    var found: [(name: String, place: Int)] = []
    for (name, value) in try entries(key, of: state, at: place) {
      if case .none = value { continue }
      if PyTorchContents.isCounter(name) { continue }
      let fullName = (path + [name]).joined(separator: ".")
      guard fullName.utf8.count <= PickleName.limit else {
        throw FormatError(
          tensor: fullName, "has a name longer than \(PickleName.limit) bytes", at: place,
          hint: PickleHint.damaged)
      }
      tensorCount += 1
      guard tensorCount <= Safetensors.tensorLimit else {
        throw FormatError(
          "the model has more than \(Safetensors.tensorLimit) tensors", at: place,
          hint: PickleHint.stateOnly)
      }
      let place = try tensors.add(value, named: fullName)
      found.append((name, place))
      if !fleeting.contains(name) { names.append((fullName, place)) }
    }
    return found
  }

  /// The entries of one of a module's dictionaries, whose names must differ.
  private mutating func entries(
    _ key: String, of state: PickleValue?, at place: Int
  ) throws(FormatError) -> [(name: String, value: PickleValue)] {
    guard let items = pickle.items(pickle.entry(key, of: state)) else { return [] }
    try count(items.count, at: place)
    var names: Set<String> = []
    var entries: [(name: String, value: PickleValue)] = []
    for (key, value) in items {
      guard case .text(let name) = key, name.utf8.count <= PickleName.limit,
        names.insert(name).inserted
      else {
        throw FormatError(
          "a module has a part with a second, a long or no name", at: place,
          hint: PickleHint.damaged)
      }
      entries.append((name, value))
    }
    return entries
  }
}

extension PyTorchModuleReader {
  private mutating func readAttributes(
    of state: PickleValue?, into record: inout PyTorchModuleRecord, at place: Int
  ) throws(FormatError) {
    let items = pickle.items(state) ?? []
    try count(items.count, at: place)
    for (key, value) in items {
      guard case .text(let name) = key else { continue }
      if ["_forward_hooks", "_forward_pre_hooks"].contains(name) {
        record.hasHooks = record.hasHooks || pickle.items(value)?.isEmpty == false
      }
      // What starts so is PyTorch's own bookkeeping.
      if name.hasPrefix("_") { continue }
      record.attributes[name] = try attribute(value, depth: 0, at: place)
    }
  }

  private mutating func attribute(
    _ value: PickleValue, depth: Int, at place: Int
  ) throws(FormatError) -> PyTorchAttribute {
    switch value {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .float(let value): return .number(value)
    case .text(let value): return .text(value)
    case .longInteger, .bytes: return .other(pickle.kind(of: value))
    case .global(let name): return .other(name)
    case .object:
      guard depth < 3, let elements = pickle.sequence(value) else {
        return .other(pickle.call(value)?.call.callee ?? pickle.kind(of: value))
      }
      try count(elements.count, at: place)
      var attributes: [PyTorchAttribute] = []
      for element in elements {
        attributes.append(try attribute(element, depth: depth + 1, at: place))
      }
      return .sequence(attributes)
    }
  }

  private mutating func count(_ values: Int, at place: Int) throws(FormatError) {
    self.values += values
    guard self.values <= Self.valueLimit else {
      throw FormatError(
        "the modules hold more than \(Self.valueLimit) values", at: place,
        hint: PickleHint.stateOnly)
    }
  }
}

extension Pickle {
  /// The elements of a tuple, a list or a shape.
  fileprivate func sequence(_ value: PickleValue) -> [PickleValue]? {
    if let (_, call) = call(value), call.callee == "torch.Size" {
      return tuple(call.arguments.first)
    }
    return tuple(value) ?? elements(value, of: .list)
  }

  /// The texts in a set, which protocol 2 writes as a call with a list.
  fileprivate func texts(_ value: PickleValue?) -> Set<String> {
    var list = elements(value, of: .set)
    if let (_, call) = call(value), ["__builtin__.set", "builtins.set"].contains(call.callee) {
      list = elements(call.arguments.first, of: .list)
    }
    var texts: Set<String> = []
    for case .text(let text) in list ?? [] { texts.insert(text) }
    return texts
  }
}
