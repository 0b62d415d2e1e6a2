/// What Python would look up or call.
extension PickleMachine {
  /// Reads a name.
  mutating func pushGlobal() throws(FormatError) {
    let name = try scanner.nameLine() + "." + scanner.nameLine()
    guard !PickleName.isDangerous(name) else {
      throw FormatError(
        "the pickle names “\(printable(name: name))”, with which loading it can run a program",
        at: place, hint: "do not load this file in Python: it may be an attack")
    }
    try push(.global(name))
  }

  /// Notes a call.
  /// - Parameter values: what to call and a tuple of its arguments.
  mutating func call(_ values: [PickleValue]) throws(FormatError) {
    guard case .global(let callee) = values[0] else {
      throw damaged("calls something that has no name")
    }
    guard case .object(let index) = values[1], objects[index].kind == .tuple else {
      throw damaged("calls “\(printable(name: callee))” without a tuple of arguments")
    }
    let arguments = objects[index].elements
    if callee == "collections.OrderedDict" {
      try pushDictionary(of: arguments)
    } else {
      try push(objects.makeCall(callee, arguments, at: place))
    }
  }

  /// - Parameter arguments: none, or as Python 2 has it, one list of pairs.
  private mutating func pushDictionary(of arguments: [PickleValue]) throws(FormatError) {
    try make(.dictionary)
    guard !arguments.isEmpty else { return }
    guard arguments.count == 1, case .object(let list) = arguments[0],
      objects[list].kind == .list
    else { throw damaged("makes an OrderedDict of something that is no list") }
    let target = try top()
    for pair in objects[list].elements {
      guard case .object(let index) = pair, [.list, .tuple].contains(objects[index].kind),
        objects[index].elements.count == 2
      else { throw damaged("makes an OrderedDict of something that is no pair") }
      try objects.insert(objects[index].elements, into: target, at: place)
    }
  }

  /// Gives an object its state.
  /// - Parameter state: what the object below is given.
  mutating func build(_ state: [PickleValue]) throws(FormatError) {
    let target = try top()
    switch objects[target].kind {
    // The attributes of an OrderedDict, the versions of its modules, say nothing about weights.
    case .dictionary: break
    case .call where objects[target].call?.state == nil:
      try objects.setState(state[0], of: target, at: place)
    default: throw damaged("sets the state of something that has none or has it already")
    }
  }

  /// Notes something outside the pickle.
  /// - Parameter id: what tells which object is meant.
  mutating func pushPersistent(_ id: [PickleValue]) throws(FormatError) {
    // Files from before PyTorch 1.6 say each class with its source code at its first use.
    if case .object(let index) = id[0], objects[index].kind == .tuple,
      case .text("module") = objects[index].elements.first,
      case .global? = objects[index].elements.dropFirst().first
    {
      try push(objects[index].elements[1])
    } else {
      try make(.persistent, of: id)
    }
  }
}
