/// The objects of a pickle.
///
/// They refer to each other by number: cycles, and objects that many others hold, cost nothing.
/// Whoever follows the numbers must count: nothing here is a tree.
struct PickleObjects: Sendable {
  private(set) var list: [PickleObject] = []

  /// How many values all objects hold together.
  private var valueCount = 0

  /// More than 100,000 tensors need.
  static let objectLimit = 200_000
  static let valueLimit = 500_000
  static let depthLimit = 500

  subscript(index: Int) -> PickleObject { list[index] }

  /// - Parameter elements: what a tuple, a list or a set starts with, or what is outside.
  mutating func make(
    _ kind: PickleObject.Kind, of elements: [PickleValue] = [], at place: Int
  ) throws(FormatError) -> PickleValue {
    let object = PickleObject(kind: kind, place: place, elements: elements)
    return try add(object, holding: elements)
  }

  mutating func makeCall(
    _ callee: String, _ arguments: [PickleValue], at place: Int
  ) throws(FormatError) -> PickleValue {
    let call = PickleCall(callee: callee, arguments: arguments)
    return try add(PickleObject(kind: .call, place: place, call: call), holding: arguments)
  }

  mutating func append(
    _ values: [PickleValue], to index: Int, at place: Int
  ) throws(FormatError) {
    try hold(values, in: index, at: place)
    list[index].elements += values
  }

  /// - Parameter values: keys and values in turn.
  mutating func insert(
    _ values: [PickleValue], into index: Int, at place: Int
  ) throws(FormatError) {
    try hold(values, in: index, at: place)
    for key in stride(from: 0, to: values.count - 1, by: 2) {
      list[index].items.append((values[key], values[key + 1]))
    }
  }

  /// Gives the result of a call its state; a dictionary may have attributes too, which are dropped.
  mutating func setState(
    _ state: PickleValue, of index: Int, at place: Int
  ) throws(FormatError) {
    try hold([state], in: index, at: place)
    list[index].call?.state = state
  }

  private mutating func add(
    _ object: PickleObject, holding values: [PickleValue]
  ) throws(FormatError) -> PickleValue {
    guard list.count < Self.objectLimit else {
      throw PickleHint.tooMuch("makes more than \(Self.objectLimit) objects", at: object.place)
    }
    list.append(object)
    try hold(values, in: list.count - 1, at: object.place)
    return .object(list.count - 1)
  }

  /// Counts values and levels before an object takes them.
  private mutating func hold(
    _ values: [PickleValue], in index: Int, at place: Int
  ) throws(FormatError) {
    guard values.count <= Self.valueLimit - valueCount else {
      throw PickleHint.tooMuch("holds more than \(Self.valueLimit) values", at: place)
    }
    valueCount += values.count
    var depth = list[index].depth
    for case .object(let other) in values { depth = max(depth, list[other].depth + 1) }
    guard depth <= Self.depthLimit else {
      throw PickleHint.tooMuch("nests deeper than \(Self.depthLimit) levels", at: place)
    }
    list[index].depth = depth
  }
}
