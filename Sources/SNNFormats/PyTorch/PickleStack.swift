/// What a pickle's machine keeps: the stack, the marks in it and the memo.
struct PickleStack {
  static let limit = 100_000
  static let memoLimit = 200_000

  private var values: [PickleValue] = []
  /// The heights of the stack where marks were set.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]

  var isEmpty: Bool { values.isEmpty && marks.isEmpty }

  /// Only what lies above the last mark can be taken.
  private var floor: Int { marks.last ?? 0 }

  mutating func push(_ value: PickleValue, at place: Int) throws(FormatError) {
    values.append(value)
    try checkHeight(at: place)
  }

  mutating func mark(at place: Int) throws(FormatError) {
    marks.append(values.count)
    try checkHeight(at: place)
  }

  /// The value on top, which stays.
  func top(at place: Int) throws(FormatError) -> PickleValue {
    guard values.count > floor, let value = values.last else { throw missing(at: place) }
    return value
  }

  /// Takes the last values, the first of them first.
  mutating func pop(_ count: Int, at place: Int) throws(FormatError) -> [PickleValue] {
    guard values.count - floor >= count else { throw missing(at: place) }
    defer { values.removeLast(count) }
    return Array(values.suffix(count))
  }

  /// Takes the mark and all values above it.
  mutating func popToMark(at place: Int) throws(FormatError) -> [PickleValue] {
    guard let mark = marks.popLast() else {
      throw FormatError("the pickle lacks a mark", at: place, hint: PickleHint.damaged)
    }
    defer { values.removeLast(values.count - mark) }
    return Array(values[mark...])
  }

  /// Forgets what is on top, a value or a mark.
  mutating func drop(at place: Int) throws(FormatError) {
    if marks.last == values.count {
      marks.removeLast()
    } else {
      _ = try pop(1, at: place)
    }
  }

  mutating func memorize(_ key: Int, at place: Int) throws(FormatError) {
    memo[key] = try top(at: place)
    guard memo.count <= Self.memoLimit else {
      throw PickleHint.tooMuch("keeps more than \(Self.memoLimit) values", at: place)
    }
  }

  mutating func recall(_ key: Int, at place: Int) throws(FormatError) {
    guard let value = memo[key] else {
      throw FormatError(
        "the pickle recalls value \(key), which it has not kept", at: place,
        hint: PickleHint.damaged)
    }
    try push(value, at: place)
  }

  private func checkHeight(at place: Int) throws(FormatError) {
    guard values.count + marks.count <= Self.limit else {
      throw PickleHint.tooMuch("stacks more than \(Self.limit) values", at: place)
    }
  }

  private func missing(at place: Int) -> FormatError {
    FormatError(
      "the pickle takes a value that is not there", at: place, hint: PickleHint.damaged)
  }
}
