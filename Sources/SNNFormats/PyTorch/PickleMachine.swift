/// Reads a pickle without ever doing what it says.
///
/// Python runs a pickle as a program that may call anything.  Here only the instructions that
/// PyTorch's own files need are taken, and what they would call becomes a record.  Everything else
/// is refused by name and place, and so is a pickle that names what runs commands.
/// - Reference: Python, *pickletools*, protocol 2.
struct PickleMachine {
  private let bytes: [UInt8]
  private(set) var offset: Int
  private(set) var objects = PickleObjects()
  private var stack: [Int] = []
  private var marks: [Int] = []
  private var memo: [Int: Int] = [:]

  private static let stackLimit = 100_000
  private static let memoLimit = 1_000_000
  private static let objectLimit = 2_000_000
  private static let stringLimit = 64 << 20

  /// - Parameters:
  ///   - bytes: the pickle, and perhaps more behind it.
  ///   - offset: where it starts.
  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Reads one pickle to its end and gives the place of its object; `offset` is then behind it.
  mutating func run() throws(FormatError) -> Int {
    (stack, marks, memo) = ([], [], [:])
    while true {
      let place = offset
      let code = try byte()
      if code == Opcode.stop {
        guard stack.count == 1, marks.isEmpty else {
          throw failure("the pickle ends with \(stack.count) objects, not one", at: place)
        }
        return stack[0]
      }
      try perform(code, at: place)
      guard stack.count <= Self.stackLimit, marks.count <= Self.stackLimit,
        memo.count <= Self.memoLimit, objects.values.count <= Self.objectLimit
      else { throw failure("the pickle holds more objects than any model", at: place) }
    }
  }

  private enum Opcode {
    static let stop = UInt8(ascii: ".")
  }

  private mutating func perform(_ code: UInt8, at place: Int) throws(FormatError) {
    switch code {
    case 0x80: try checkProtocol(at: place)
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"): _ = try pop(at: place)
    case UInt8(ascii: "N"): stack.append(PickleObjects.none)
    case 0x88: stack.append(PickleObjects.bool(true))
    case 0x89: stack.append(PickleObjects.bool(false))
    case UInt8(ascii: "K"): push(.integer(Int(try byte())))
    case UInt8(ascii: "M"): push(.integer(Int(try word(UInt16.self))))
    case UInt8(ascii: "J"): push(.integer(Int(Int32(bitPattern: try word(UInt32.self)))))
    case 0x8A: try pushLong(at: place)
    case UInt8(ascii: "G"):
      push(.double(Double(bitPattern: try word(UInt64.self).byteSwapped)))
    case UInt8(ascii: "U"): push(.string(try string(Int(try byte()), isText: false, at: place)))
    case UInt8(ascii: "X"):
      push(.string(try string(Int(try word(UInt32.self)), isText: true, at: place)))
    case UInt8(ascii: "}"): push(.dictionary([]))
    case UInt8(ascii: "]"): push(.list([]))
    case UInt8(ascii: ")"): push(.tuple([]))
    case 0x8F: push(.set([]))
    case UInt8(ascii: "t"): push(.tuple(try popToMark(at: place)))
    case 0x85, 0x86, 0x87: push(.tuple(try pop(Int(code) - 0x84, at: place)))
    case UInt8(ascii: "c"): try pushGlobal(at: place)
    case UInt8(ascii: "R"), 0x81: try pushRecord(at: place)
    case UInt8(ascii: "b"): try build(at: place)
    case UInt8(ascii: "Q"): push(.persistent(try pop(at: place)))
    case UInt8(ascii: "q"): memo[Int(try byte())] = try top(at: place)
    case UInt8(ascii: "r"): memo[Int(try word(UInt32.self))] = try top(at: place)
    case UInt8(ascii: "h"): try pushMemo(Int(try byte()), at: place)
    case UInt8(ascii: "j"): try pushMemo(Int(try word(UInt32.self)), at: place)
    case UInt8(ascii: "a"): try extend(with: [try pop(at: place)], at: place)
    case UInt8(ascii: "e"), 0x90: try extend(with: try popToMark(at: place), at: place)
    case UInt8(ascii: "s"): try set(try pop(2, at: place), at: place)
    case UInt8(ascii: "u"): try set(try popToMark(at: place), at: place)
    default:
      throw failure(
        "the pickle has the instruction \(Self.shown(code)), which no weights need", at: place)
    }
  }

  private static func shown(_ code: UInt8) -> String {
    let number = "0x" + (code < 16 ? "0" : "") + String(code, radix: 16)
    guard 0x21..<0x7F ~= code else { return number }
    return "“\(Character(Unicode.Scalar(code)))” (\(number))"
  }

  private mutating func checkProtocol(at place: Int) throws(FormatError) {
    let version = try byte()
    guard version <= 3 else {
      throw failure("the pickle is of protocol \(version), and only 2 is read", at: place)
    }
  }

  // MARK: Reading

  private mutating func byte() throws(FormatError) -> UInt8 {
    guard offset < bytes.count else {
      throw failure("the pickle is truncated", at: offset)
    }
    defer { offset += 1 }
    return bytes[offset]
  }

  private mutating func word<Word: FixedWidthInteger>(
    _ type: Word.Type
  ) throws(FormatError) -> Word {
    let size = MemoryLayout<Word>.size
    guard bytes.count - offset >= size else {
      throw failure("the pickle is truncated", at: offset)
    }
    defer { offset += size }
    return littleEndian(bytes.span, at: offset)
  }

  private mutating func take(_ count: Int, at place: Int) throws(FormatError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else {
      throw failure("the pickle is truncated: \(count) bytes should follow", at: place)
    }
    guard count <= Self.stringLimit else {
      throw failure("the pickle holds a text of \(count) bytes", at: place)
    }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  private mutating func string(
    _ count: Int, isText: Bool, at place: Int
  ) throws(FormatError) -> String {
    let taken = try take(count, at: place)
    // Short byte strings are Python 2's text; what is not UTF-8 in them is of no use to anyone.
    if let text = String(validating: taken, as: UTF8.self) { return text }
    guard !isText else { throw failure("a text of the pickle is not UTF-8", at: place) }
    return String(decoding: taken, as: UTF8.self)
  }

  private mutating func line(at place: Int) throws(FormatError) -> String {
    let limit = 1024
    guard let end = bytes[offset...].prefix(limit).firstIndex(of: UInt8(ascii: "\n")),
      let text = String(validating: bytes[offset..<end], as: UTF8.self)
    else { throw failure("the pickle has a name without an end", at: place) }
    offset = end + 1
    return text
  }

  private mutating func pushLong(at place: Int) throws(FormatError) {
    let digits = try take(Int(try byte()), at: place)
    guard digits.count <= 8 else { return push(.hugeInteger) }
    var number = (digits.last ?? 0) >= 0x80 ? -1 : 0
    for digit in digits.reversed() { number = number << 8 | Int(digit) }
    push(.integer(number))
  }

  // MARK: Making

  private mutating func push(_ value: PickleObjects.Value) {
    stack.append(objects.values.count)
    objects.values.append(value)
  }

  private func top(at place: Int) throws(FormatError) -> Int {
    guard let top = stack.last, stack.count > (marks.last ?? 0) else {
      throw failure("the pickle takes an object that is not there", at: place)
    }
    return top
  }

  private mutating func pop(at place: Int) throws(FormatError) -> Int {
    let object = try top(at: place)
    stack.removeLast()
    return object
  }

  private mutating func pop(_ count: Int, at place: Int) throws(FormatError) -> [Int] {
    guard stack.count - count >= (marks.last ?? 0) else {
      throw failure("the pickle takes an object that is not there", at: place)
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark(at place: Int) throws(FormatError) -> [Int] {
    guard let mark = marks.popLast() else {
      throw failure("the pickle takes objects up to a mark that is not there", at: place)
    }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  private mutating func pushMemo(_ index: Int, at place: Int) throws(FormatError) {
    guard let object = memo[index] else {
      throw failure("the pickle refers to object \(index), which is not there", at: place)
    }
    stack.append(object)
  }

  private mutating func pushGlobal(at place: Int) throws(FormatError) {
    let module = try line(at: place)
    let name = try line(at: place)
    if PickleDanger.runsCommands(module: module, name: name) {
      throw FormatError(
        "the pickle asks for \(printable(name: module)).\(printable(name: name)), which can run "
          + "commands: this file may be an attack, and was not run",
        at: place, hint: "do not load it in Python; get the weights as safetensors")
    }
    push(.global(module: module, name: name))
  }

  private mutating func pushRecord(at place: Int) throws(FormatError) {
    let parts = try pop(2, at: place)
    if case .global("collections", "OrderedDict") = objects[parts[0]],
      objects.tuple(parts[1])?.isEmpty == true
    {
      return push(.dictionary([]))
    }
    push(.opaque(callable: parts[0], arguments: parts[1], state: nil))
  }

  private mutating func build(at place: Int) throws(FormatError) {
    let state = try pop(at: place)
    let target = try top(at: place)
    switch objects[target] {
    // An ordered dictionary's own attributes, such as the versions of its modules.
    case .dictionary: break
    case .opaque(let callable, let arguments, _):
      objects.values[target] = .opaque(callable: callable, arguments: arguments, state: state)
    default: throw failure("the pickle gives a state to an object that has none", at: place)
    }
  }

  private mutating func extend(with items: [Int], at place: Int) throws(FormatError) {
    let target = try top(at: place)
    // Taken out while it grows, so that it is not copied for every item.
    switch objects[target] {
    case .list(var list):
      objects.values[target] = .none
      list += items
      objects.values[target] = .list(list)
    case .set(var set):
      objects.values[target] = .none
      set += items
      objects.values[target] = .set(set)
    default: throw failure("the pickle adds to an object that is no list", at: place)
    }
  }

  private mutating func set(_ items: [Int], at place: Int) throws(FormatError) {
    let target = try top(at: place)
    guard case .dictionary(var entries) = objects[target] else {
      throw failure("the pickle sets entries of an object that is no dictionary", at: place)
    }
    guard items.count % 2 == 0 else {
      throw failure("the pickle sets a key without a value", at: place)
    }
    objects.values[target] = .none
    for index in stride(from: 0, to: items.count, by: 2) {
      entries.append((items[index], items[index + 1]))
    }
    objects.values[target] = .dictionary(entries)
  }

  private func failure(_ message: String, at place: Int) -> FormatError {
    FormatError(message, at: place, hint: PyTorch.saveAgainHint)
  }
}

/// What a harmless pickle never names.
enum PickleDanger {
  private static let modules: Set<String> = [
    "os", "posix", "nt", "sys", "subprocess", "runpy", "socket", "shutil", "importlib", "ctypes",
    "pty", "commands", "webbrowser", "code", "codeop", "bdb", "pdb", "timeit", "multiprocessing",
    "pickle", "_pickle", "marshal", "functools", "operator", "asyncio", "threading", "pip",
  ]
  private static let builtins: Set<String> = [
    "eval", "exec", "execfile", "compile", "open", "getattr", "setattr", "delattr", "__import__",
    "globals", "locals", "vars", "apply", "input", "breakpoint", "map", "filter", "reduce",
  ]

  static func runsCommands(module: String, name: String) -> Bool {
    let root = String(module.prefix { $0 != "." })
    if modules.contains(root) { return true }
    return (root == "builtins" || root == "__builtin__") && builtins.contains(name)
  }
}

enum PyTorch {
  static let saveAgainHint =
    "save the weights again in Python with torch.save(model.state_dict(), path), or as safetensors"
}
