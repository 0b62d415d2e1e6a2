/// A value in a pickle.  It is data: whatever Python would have called to make it was not called.
enum PickleValue: Sendable {
  case none
  case bool(Bool)
  case integer(Int)
  /// A whole number too large for an `Int`: its bytes in two's complement, lowest first.
  case longInteger([UInt8])
  case float(Double)
  case text(String)
  /// Text of Python 2 that is not UTF-8, in fact bytes.
  case bytes([UInt8])
  /// The name of a class or a function, such as `torch.FloatStorage`.
  case global(String)
  /// An object of the pickle by its number; the same number is the same object.
  case object(Int)
}

/// Something in a pickle that holds values.
struct PickleObject: Sendable {
  enum Kind {
    case tuple, list, set, dictionary
    /// Something outside the pickle; the first element tells what.
    case persistent
    /// What a call would have made; see `call`.
    case call
  }

  let kind: Kind

  /// Where in the file it was made.
  let place: Int

  /// How deep the values in it nest, as far as they did when they came into it.
  var depth = 1

  /// The values of a tuple, a list or a set, and those that a call's result was given.
  var elements: [PickleValue] = []

  /// The entries of a dictionary, and those that a call's result was given.
  var items: [(key: PickleValue, value: PickleValue)] = []

  var call: PickleCall?
}

/// A call that was not made.
struct PickleCall: Sendable {
  /// The name of the class or function.
  let callee: String
  let arguments: [PickleValue]
  /// What would have been put into the result, most often a dictionary of its attributes.
  var state: PickleValue?
}
