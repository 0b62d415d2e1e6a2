/// The objects of a pickle, told apart by their places in a list: they may hold each other, even
/// in circles.
///
/// Nothing here was ever called or made: what Python would call is written down as a record.
struct PickleObjects {
  /// An object, whose parts are given by their places.
  enum Value {
    case none
    case bool(Bool)
    case integer(Int)
    /// A whole number that does not fit, such as Python's own checks of its files.
    case hugeInteger
    case double(Double)
    case string(String)
    case list([Int])
    case tuple([Int])
    case set([Int])
    case dictionary([(key: Int, value: Int)])
    /// The name of a class or function.
    case global(module: String, name: String)
    /// Something Python would make by calling `callable`, and the state it would then be given.
    case opaque(callable: Int, arguments: Int, state: Int?)
    /// Something kept outside the pickle, such as the numbers of a tensor.
    case persistent(Int)
  }

  /// Every object, in the order in which they came up.
  var values: [Value] = [.none, .bool(true), .bool(false)]

  /// The places of the objects there is only one of.
  static let none = 0

  static func bool(_ value: Bool) -> Int { value ? 1 : 2 }

  subscript(place: Int) -> Value { values[place] }

  func string(_ place: Int) -> String? {
    if case .string(let text) = values[place] { text } else { nil }
  }

  func integer(_ place: Int) -> Int? {
    if case .integer(let number) = values[place] { number } else { nil }
  }

  func tuple(_ place: Int) -> [Int]? {
    if case .tuple(let parts) = values[place] { parts } else { nil }
  }

  func dictionary(_ place: Int) -> [(key: Int, value: Int)]? {
    if case .dictionary(let entries) = values[place] { entries } else { nil }
  }

  /// The whole numbers of a tuple of them.
  func integers(_ place: Int) -> [Int]? {
    guard let parts = tuple(place) else { return nil }
    let numbers = parts.compactMap(integer)
    return numbers.count == parts.count ? numbers : nil
  }

  /// `torch.FloatStorage` of the name of a class or function.
  func globalName(_ place: Int) -> String? {
    if case .global(let module, let name) = values[place] { "\(module).\(name)" } else { nil }
  }

  /// What a record would call, by name, its arguments and its state.
  func opaque(_ place: Int) -> (callable: String, arguments: [Int], state: Int?)? {
    guard case .opaque(let callable, let arguments, let state) = values[place],
      let name = globalName(callable), let parts = tuple(arguments)
    else { return nil }
    return (name, parts, state)
  }
}
