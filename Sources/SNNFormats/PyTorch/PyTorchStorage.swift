internal import SNNTensor

/// The number types of PyTorch's storages.
extension ElementType {
  /// The type behind `torch.FloatStorage`; nil for types that are not read.
  init?(storage name: String) {
    let types: [String: ElementType] = [
      "torch.DoubleStorage": .float64, "torch.FloatStorage": .float32,
      "torch.HalfStorage": .float16, "torch.BFloat16Storage": .bfloat16,
      "torch.LongStorage": .int64, "torch.IntStorage": .int32, "torch.ShortStorage": .int16,
      "torch.CharStorage": .int8, "torch.ByteStorage": .uint8, "torch.BoolStorage": .bool,
    ]
    guard let type = types[name] else { return nil }
    self = type
  }

  /// What PyTorch calls a tensor of the type: `float32`.
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
}

/// A view of a storage, as a tensor is pickled.
struct PyTorchView {
  let key: String
  let type: ElementType
  /// How many numbers the storage is said to have.
  let storageCount: Int
  let offset: Int
  let sizes: [Int]
  let strides: [Int]

  /// Reads the record of a tensor; nil when the object is none.
  ///
  /// - Throws: an error of kind `badData` for a tensor whose parts do not belong together.
  init?(_ place: Int, in objects: PickleObjects, named name: String) throws(FormatError) {
    guard let record = objects.opaque(place) else { return nil }
    switch record.callable {
    case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor": break
    default: return nil
    }
    func damaged(_ reason: String) -> FormatError {
      FormatError(tensor: name, reason, hint: PyTorch.saveAgainHint)
    }
    guard record.arguments.count >= 4, case .persistent(let id) = objects[record.arguments[0]],
      let parts = objects.tuple(id), parts.count >= 5, objects.string(parts[0]) == "storage",
      let key = objects.string(parts[2]), let count = objects.integer(parts[4]),
      let offset = objects.integer(record.arguments[1]),
      let sizes = objects.integers(record.arguments[2]),
      let strides = objects.integers(record.arguments[3])
    else { throw damaged("is described in a way that PyTorch does not use") }
    let storage = objects.globalName(parts[1]) ?? ""
    guard let type = ElementType(storage: storage) else {
      throw damaged("has the number type “\(printable(name: storage))”, which is not read")
    }
    guard sizes.count <= Safetensors.rankLimit, sizes.count == strides.count else {
      throw damaged("has \(sizes.count) axes and \(strides.count) strides")
    }
    guard count >= 0, offset >= 0, (sizes + strides).allSatisfy({ $0 >= 0 }) else {
      throw damaged("has a negative size, stride or offset")
    }
    guard byteCount(of: sizes, elementSize: type.byteCount) != nil else {
      throw damaged("has a shape \(sizes) too large for any file")
    }
    self.key = key
    self.type = type
    storageCount = count
    self.offset = offset
    self.sizes = sizes
    self.strides = strides
    guard let last = lastIndex, last < count || isEmpty else {
      throw damaged("reaches over the end of its storage of \(count) numbers")
    }
  }

  var isEmpty: Bool { sizes.contains(0) }

  /// The number of elements, which is known not to overflow.
  var count: Int { isEmpty ? 0 : sizes.reduce(1, *) }

  /// The place of the last element in the storage; nil when it overflows.
  private var lastIndex: Int? {
    var last = offset
    for (size, stride) in zip(sizes, strides) where size > 0 {
      let (way, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      let (sum, carry) = last.addingReportingOverflow(way)
      if overflow || carry { return nil }
      last = sum
    }
    return last
  }

  /// The numbers in row-major order.
  /// - Parameter storage: as many as `storageCount`.
  func gathered(from storage: [Scalar]) -> [Scalar] {
    var result: [Scalar] = []
    result.reserveCapacity(count)
    guard !isEmpty else { return result }
    var index = [Int](repeating: 0, count: sizes.count)
    var place = offset
    while true {
      result.append(storage[place])
      var axis = sizes.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < sizes[axis] { break }
        place -= strides[axis] * sizes[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return result }
    }
  }
}
