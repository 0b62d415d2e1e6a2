/// Reads a pickle, Python's format for objects, and runs nothing.
///
/// A pickle is a program for a machine with a stack and a memo.  In Python that machine can call
/// anything; this one makes data only: where Python would call something, it notes the name of what
/// would have been called and the arguments.  It knows one function by heart, `OrderedDict`, whose
/// results are dictionaries.  Opcodes that PyTorch does not write are refused.
/// - Reference: the comments of `pickletools.py` in Python's standard library.
struct PickleMachine {
  var scanner: PickleScanner
  /// Where the opcode that is being worked on stands in the file.
  var place: Int
  var stack = PickleStack()
  var objects = PickleObjects()

  /// - Parameters:
  ///   - bytes: what holds the pickle; nothing about them is trusted.
  ///   - start: where in `bytes` the pickle starts.
  ///   - base: where in the file `bytes` start.
  /// - Precondition: `start` lies within `bytes`.
  init(_ bytes: [UInt8], from start: Int, base: Int) {
    scanner = PickleScanner(bytes, from: start, base: base)
    place = base + start
  }

  /// Where the next byte to be read stands in the file.
  var end: Int { scanner.place }

  /// Reads up to the end of the pickle.
  /// - Returns: the one value that is then left.
  mutating func run() throws(FormatError) -> PickleValue {
    try checkProtocol()
    while true {
      place = scanner.place
      let opcode = try nextOpcode()
      guard opcode != .stop else { break }
      try perform(opcode)
    }
    let values = try pop(1)
    guard stack.isEmpty else { throw damaged("ends with more than one value") }
    return values[0]
  }

  /// Reads the first opcode, which says the version.
  private mutating func checkProtocol() throws(FormatError) {
    guard try scanner.byte() == PickleOpcode.proto.rawValue else {
      throw damaged("does not start with the version of its protocol")
    }
    let version = try scanner.byte()
    guard version == 2 else {
      throw FormatError(
        "the pickle has protocol \(version), of which only 2 is read", at: place,
        hint: "save again with torch.save and without a pickle_protocol")
    }
  }

  private mutating func nextOpcode() throws(FormatError) -> PickleOpcode {
    let code = try scanner.byte()
    if let opcode = PickleOpcode(rawValue: code) { return opcode }
    guard let name = PickleOpcode.nameOfRefused(code) else {
      throw damaged("has the opcode \(code), which does not exist")
    }
    throw FormatError(
      "the pickle has the opcode \(name), which torch.save does not write", at: place,
      hint: PickleHint.stateOnly)
  }

  private mutating func perform(_ opcode: PickleOpcode) throws(FormatError) {
    switch opcode {
    case .proto: throw damaged("says the version of its protocol twice")
    case .stop: break

    case .none: try push(.none)
    case .newTrue: try push(.bool(true))
    case .newFalse: try push(.bool(false))
    case .binInt: try push(.integer(Int(scanner.word() as Int32)))
    case .binInt1: try push(.integer(Int(scanner.byte())))
    case .binInt2: try push(.integer(Int(scanner.word() as UInt16)))
    case .long1: try pushLong()
    case .binFloat: try push(.float(scanner.float()))
    case .binUnicode: try push(.text(scanner.text()))
    case .shortBinString: try pushShortString()

    case .emptyTuple: try make(.tuple)
    case .tuple1: try make(.tuple, of: pop(1))
    case .tuple2: try make(.tuple, of: pop(2))
    case .tuple3: try make(.tuple, of: pop(3))
    case .tuple: try make(.tuple, of: popToMark())
    case .emptyList: try make(.list)
    case .emptyDict: try make(.dictionary)
    case .emptySet: try make(.set)
    case .append: try append(pop(1))
    case .appends: try append(popToMark())
    case .setItem: try insert(pop(2))
    case .setItems: try insert(popToMark())

    case .mark: try stack.mark(at: place)
    case .pop: try stack.drop(at: place)
    case .binGet: try stack.recall(Int(scanner.byte()), at: place)
    case .longBinGet: try stack.recall(Int(scanner.word() as UInt32), at: place)
    case .binPut: try stack.memorize(Int(scanner.byte()), at: place)
    case .longBinPut: try stack.memorize(Int(scanner.word() as UInt32), at: place)

    case .global: try pushGlobal()
    case .reduce, .newObj: try call(pop(2))
    case .build: try build(pop(1))
    case .binPersID: try pushPersistent(pop(1))
    }
  }

  func damaged(_ message: String) -> FormatError {
    FormatError("the pickle \(message)", at: place, hint: PickleHint.damaged)
  }
}

extension PickleMachine {
  /// Reads a whole number of up to 255 bytes.
  private mutating func pushLong() throws(FormatError) {
    let bytes = try scanner.bytes(Int(scanner.byte()))
    guard bytes.count <= 8 else {
      try push(.longInteger(Array(bytes)))
      return
    }
    var number = bytes.last.map { $0 >= 0x80 ? -1 : 0 } ?? 0
    for byte in bytes.reversed() { number = number << 8 | Int(byte) }
    try push(.integer(number))
  }

  private mutating func pushShortString() throws(FormatError) {
    let bytes = try scanner.bytes(Int(scanner.byte()))
    try push(String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(Array(bytes)))
  }

  mutating func push(_ value: PickleValue) throws(FormatError) {
    try stack.push(value, at: place)
  }

  private mutating func pop(_ count: Int) throws(FormatError) -> [PickleValue] {
    try stack.pop(count, at: place)
  }

  private mutating func popToMark() throws(FormatError) -> [PickleValue] {
    try stack.popToMark(at: place)
  }

  /// The object on top of the stack, which stays.
  func top() throws(FormatError) -> Int {
    guard case .object(let index) = try stack.top(at: place) else {
      throw damaged("changes something that cannot change")
    }
    return index
  }

  mutating func make(
    _ kind: PickleObject.Kind, of elements: [PickleValue] = []
  ) throws(FormatError) {
    try push(objects.make(kind, of: elements, at: place))
  }

  private mutating func append(_ values: [PickleValue]) throws(FormatError) {
    let target = try top()
    guard [.list, .call].contains(objects[target].kind) else {
      throw damaged("appends to something that is no list")
    }
    try objects.append(values, to: target, at: place)
  }

  private mutating func insert(_ values: [PickleValue]) throws(FormatError) {
    let target = try top()
    guard [.dictionary, .call].contains(objects[target].kind) else {
      throw damaged("sets entries of something that is no dictionary")
    }
    guard values.count.isMultiple(of: 2) else { throw damaged("has a key without a value") }
    try objects.insert(values, into: target, at: place)
  }
}
