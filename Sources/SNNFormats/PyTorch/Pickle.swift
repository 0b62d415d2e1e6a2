/// What a pickle holds, and how to look into it.
struct Pickle: Sendable {
  let root: PickleValue
  let objects: PickleObjects

  /// Where in the file the pickle ends.
  let end: Int

  /// Reads a pickle.
  ///
  /// - Parameters:
  ///   - bytes: what holds the pickle; nothing about them is trusted.
  ///   - start: where in `bytes` it starts.
  ///   - base: where in the file `bytes` start.
  /// - Precondition: `start` lies within `bytes`.
  init(parsing bytes: [UInt8], from start: Int = 0, base: Int = 0) throws(FormatError) {
    var machine = PickleMachine(bytes, from: start, base: base)
    root = try machine.run()
    (objects, end) = (machine.objects, machine.end)
  }
}

extension Pickle {
  /// The object and its number, nil for a value that is none.
  func object(_ value: PickleValue?) -> (number: Int, object: PickleObject)? {
    guard case .object(let number) = value else { return nil }
    return (number, objects[number])
  }

  /// The elements of a tuple.
  func tuple(_ value: PickleValue?) -> [PickleValue]? { elements(value, of: .tuple) }

  /// The elements of a tuple, a list or a set.
  func elements(_ value: PickleValue?, of kind: PickleObject.Kind) -> [PickleValue]? {
    guard let (_, object) = object(value), object.kind == kind else { return nil }
    return object.elements
  }

  /// The call that would have made the value, and its number.
  func call(_ value: PickleValue?) -> (number: Int, call: PickleCall)? {
    guard let (number, object) = object(value), let call = object.call else { return nil }
    return (number, call)
  }

  /// The entries of a dictionary or of an object that was given some, nil for other values.
  func items(_ value: PickleValue?) -> [(key: PickleValue, value: PickleValue)]? {
    guard let (_, object) = object(value) else { return nil }
    return object.kind == .dictionary || !object.items.isEmpty ? object.items : nil
  }

  /// The value under a key, the last one as in Python when there are several.
  func entry(_ key: String, of value: PickleValue?) -> PickleValue? {
    items(value)?.last {
      if case .text(key) = $0.key { true } else { false }
    }?.value
  }

  /// What sort of value it is, for messages.
  func kind(of value: PickleValue) -> String {
    switch value {
    case .none: "None"
    case .bool: "a truth value"
    case .integer, .longInteger, .float: "a number"
    case .text, .bytes: "a text"
    case .global(let name): "the name “\(printable(name: name))”"
    case .object(let number):
      switch objects[number].kind {
      case .tuple: "a tuple"
      case .list: "a list"
      case .set: "a set"
      case .dictionary: "a dictionary"
      case .persistent: "a storage"
      case .call: "an object of “\(printable(name: objects[number].call?.callee ?? ""))”"
      }
    }
  }
}
