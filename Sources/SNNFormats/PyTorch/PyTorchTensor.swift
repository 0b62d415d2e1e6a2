/// A tensor as a pickle describes it: the numbers of a storage that it shows, and their order.
struct PyTorchTensor {
  let storage: PyTorchStorage

  /// The number of the storage that comes first.
  let offset: Int
  let dimensions: [Int]

  /// How far apart in the storage two neighbours along an axis are, 0 where nothing has a neighbour.
  let strides: [Int]

  /// Where in the file it is described.
  let place: Int

  var count: Int { dimensions.reduce(1, *) }

  /// Whether the numbers stand in the storage as in the tensor.
  var isContiguous: Bool {
    var expected = 1
    for (size, stride) in zip(dimensions, strides).reversed() where size != 1 {
      if stride != expected { return false }
      expected *= size
    }
    return true
  }

  /// Reads the arguments of `torch._utils._rebuild_tensor_v2`: storage, offset, sizes, strides,
  /// then whether it needs a gradient, its hooks and sometimes more.
  ///
  /// - Parameters:
  ///   - name: how errors call the tensor.
  ///   - place: where in the file it is described.
  init(
    _ arguments: [PickleValue], in pickle: Pickle, named name: String, at place: Int
  ) throws(FormatError) {
    func failure(_ message: String) -> FormatError {
      FormatError(tensor: name, message, at: place, hint: PickleHint.damaged)
    }
    guard 4...7 ~= arguments.count, let (_, outside) = pickle.object(arguments[0]),
      outside.kind == .persistent
    else { throw failure("does not say where its numbers are") }
    storage = try PyTorchStorage(outside.elements.first, in: pickle, at: outside.place)
    guard case .integer(let offset) = arguments[1], offset >= 0,
      let dimensions = pickle.wholeNumbers(arguments[2]),
      let strides = pickle.wholeNumbers(arguments[3]), dimensions.count == strides.count
    else {
      throw failure("needs an offset, sizes and strides that are whole numbers, none negative")
    }
    guard dimensions.count <= Safetensors.rankLimit else {
      throw failure("has \(dimensions.count) axes, more than \(Safetensors.rankLimit)")
    }
    if arguments.count == 7, let notes = pickle.items(arguments[6]), let note = notes.first {
      guard case .text(let word) = note.key else { throw failure("has notes that are no text") }
      throw FormatError(
        tensor: name, "has its numbers changed by “\(printable(name: word))”, which is not read",
        at: place, hint: "save what resolve_neg() and resolve_conj() make of it")
    }
    (self.offset, self.dimensions, self.place) = (offset, dimensions, place)
    // What a file says there means nothing and may be any number.
    self.strides = zip(dimensions, strides).map { size, stride in size > 1 ? stride : 0 }
    let size = byteCount(of: dimensions, elementSize: max(storage.type.byteCount, 8))
    guard size != nil else { throw failure("has a shape \(dimensions) too large for any file") }
    guard let last = lastIndex, last < storage.count else {
      throw failure("shows numbers beyond the \(storage.count) of its storage")
    }
  }

  /// The number of the storage that comes last, −1 when none is shown; nil beyond an `Int`.
  private var lastIndex: Int? {
    if dimensions.contains(0) { return -1 }
    var last = offset
    for (size, stride) in zip(dimensions, strides) {
      let (way, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      let (sum, carry) = last.addingReportingOverflow(way)
      if overflow || carry { return nil }
      last = sum
    }
    return last
  }
}

extension Pickle {
  /// Whether a value is a tensor, of a sort that is read or not.
  func isTensor(_ value: PickleValue) -> Bool {
    guard let (_, call) = call(value) else { return false }
    return parameterMakers.contains(call.callee) || call.callee.hasPrefix("torch._utils._rebuild_")
      || call.callee.hasPrefix("torch._tensor._rebuild_")
  }

  /// The tensor that a value is, and a number that is the same for the same tensor.
  func tensor(
    _ value: PickleValue, named name: String
  ) throws(FormatError) -> (number: Int, tensor: PyTorchTensor) {
    var found = call(value)
    // A tensor may be wrapped as a parameter and as an object with attributes.
    for _ in 0..<4 {
      guard let (number, call) = found else { break }
      let place = objects[number].place
      if tensorMakers.contains(call.callee) {
        let tensor = try PyTorchTensor(call.arguments, in: self, named: name, at: place)
        return (number, tensor)
      }
      if parameterMakers.contains(call.callee) {
        found = self.call(call.arguments.first)
      } else if let inner = wrapped(call) {
        found = (number, inner)
      } else {
        throw FormatError(
          tensor: name, "is made by “\(printable(name: call.callee))”, which is not read",
          at: place, hint: "save it as a plain tensor of numbers")
      }
    }
    throw FormatError(
      tensor: name, "holds no tensor but \(kind(of: value))", at: object(value)?.object.place,
      hint: PickleHint.damaged)
  }

  /// What makes a tensor that has attributes: maker, class, the maker's arguments, attributes.
  private func wrapped(_ call: PickleCall) -> PickleCall? {
    guard call.callee == "torch._tensor._rebuild_from_type_v2", call.arguments.count == 4,
      case .global(let maker) = call.arguments[0], case .global(let type) = call.arguments[1],
      plainTypes.contains(type), let arguments = tuple(call.arguments[2])
    else { return nil }
    return PickleCall(callee: maker, arguments: arguments)
  }

  /// The numbers of a tuple or of a shape; nil when one of them is negative or no number, or when
  /// there are far too many.
  func wholeNumbers(_ value: PickleValue?) -> [Int]? {
    var tuple = tuple(value)
    if let (_, call) = call(value), call.callee == "torch.Size" {
      tuple = self.tuple(call.arguments.first)
    }
    guard let tuple, tuple.count <= 100 else { return nil }
    var numbers: [Int] = []
    for element in tuple {
      guard case .integer(let number) = element, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

private let tensorMakers: Set = ["torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor"]

private let parameterMakers: Set = [
  "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
  "torch.nn.parameter.Parameter",
]

/// Classes whose tensors hold their numbers as any tensor does.
private let plainTypes: Set = ["torch.Tensor", "torch.nn.parameter.Parameter"]
