/// A row of numbers that tensors show, as a pickle refers to it.
struct PyTorchStorage: Equatable {
  /// Its name in the file.
  let key: String
  let type: ElementType

  /// How many numbers it has.
  let count: Int

  /// Its size; nil when it does not fit in an `Int`.
  var byteCount: Int? { SNNFormats.byteCount(of: [count], elementSize: type.byteCount) }

  /// Reads what a pickle says about something outside:
  /// `('storage', torch.FloatStorage, '0', 'cpu', 18)`.
  ///
  /// - Parameters:
  ///   - value: that tuple.
  ///   - place: where in the file it is said.
  init(_ value: PickleValue?, in pickle: Pickle, at place: Int) throws(FormatError) {
    guard let fields = pickle.tuple(value), 5...6 ~= fields.count,
      case .text("storage") = fields[0], case .global(let className) = fields[1],
      case .text(let key) = fields[2], case .integer(let count) = fields[4], count >= 0
    else {
      throw FormatError(
        "the pickle refers to something outside that is no storage", at: place,
        hint: PickleHint.damaged)
    }
    guard let type = ElementType(torchStorage: className) else {
      let types = ElementType.allCases.map(\.torchName).joined(separator: ", ")
      throw FormatError(
        "the pickle has numbers of “\(printable(name: className))”, which are not read",
        at: place, hint: "convert the tensors to one of \(types) before saving")
    }
    // Before PyTorch 0.4 a storage could be a part of another.
    if fields.count == 6, case .object = fields[5] {
      throw FormatError(
        "storage “\(printable(name: key))” is a part of another, which is not read", at: place,
        hint: "load the file in Python and save it again with torch.save")
    }
    (self.key, self.type, self.count) = (key, type, count)
  }
}

extension ElementType {
  /// The type as PyTorch calls it.
  var torchName: String {
    switch self {
    case .float64: "float64"
    case .float32: "float32"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .int64: "int64"
    case .int32: "int32"
    case .int16: "int16"
    case .int8: "int8"
    case .uint8: "uint8"
    case .bool: "bool"
    }
  }

  /// The type of the numbers in a storage of this class, nil when they are not read.
  fileprivate init?(torchStorage className: String) {
    switch className {
    case "torch.DoubleStorage": self = .float64
    case "torch.FloatStorage": self = .float32
    case "torch.HalfStorage": self = .float16
    case "torch.BFloat16Storage": self = .bfloat16
    case "torch.LongStorage": self = .int64
    case "torch.IntStorage": self = .int32
    case "torch.ShortStorage": self = .int16
    case "torch.CharStorage": self = .int8
    case "torch.ByteStorage": self = .uint8
    case "torch.BoolStorage": self = .bool
    default: return nil
    }
  }
}

extension PyTorchStorage {
  /// Checks that two references to the storage agree.
  /// - Parameter other: what has been said about it before.
  func check(against other: PyTorchStorage?, at place: Int) throws(FormatError) {
    guard let other, other != self else { return }
    throw FormatError(
      "storage “\(printable(name: key))” has \(count) numbers of \(type.torchName), but before "
        + "\(other.count) of \(other.type.torchName)", at: place, hint: PickleHint.damaged)
  }
}
