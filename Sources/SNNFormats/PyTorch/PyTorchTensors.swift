internal import SNNTensor

/// The tensors that are wanted of a file, each checked when it is added; then all are read.
///
/// A tensor that has several names is read once.
struct PyTorchTensors {
  private struct Wanted {
    /// The first of its names.
    let name: String
    let tensor: PyTorchTensor
  }

  /// What a small file may grow to: a number that is stored once may be shown many times.
  private static let smallestBudget = 16 << 20

  private let container: PyTorchContainer
  private var wanted: [Wanted] = []
  /// The places in `wanted`, by the number of the object in the pickle.
  private var places: [Int: Int] = [:]
  private var storages: [String: PyTorchStorage] = [:]
  /// How many bytes of memory may still be taken.
  private var budget: Int

  init(_ container: PyTorchContainer) {
    self.container = container
    let size = MemoryLayout<Scalar>.size
    let (bytes, overflow) = container.byteCount.multipliedReportingOverflow(by: 2 * size)
    budget = overflow ? .max : max(bytes, Self.smallestBudget)
  }

  /// Checks a tensor.
  /// - Returns: its place in what `read()` returns.
  mutating func add(_ value: PickleValue, named name: String) throws(FormatError) -> Int {
    let (number, tensor) = try container.pickle.tensor(value, named: name)
    if let place = places[number] { return place }
    try check(tensor.storage, of: tensor, named: name)
    let size = byteCount(of: tensor.dimensions, elementSize: MemoryLayout<Scalar>.size)
    guard let size, size <= budget else {
      throw FormatError(
        tensor: name,
        "of shape \(tensor.dimensions) shows the file's numbers more often than "
          + "memory is taken for", at: tensor.place, hint: "save a clone() of each tensor")
    }
    budget -= size
    places[number] = wanted.count
    wanted.append(Wanted(name: name, tensor: tensor))
    return wanted.count - 1
  }

  private mutating func check(
    _ storage: PyTorchStorage, of tensor: PyTorchTensor, named name: String
  ) throws(FormatError) {
    let before = storages.updateValue(storage, forKey: storage.key)
    try storage.check(against: before, at: tensor.place)
    if before != nil { return }
    guard let range = container.places[storage.key] else {
      throw FormatError(
        tensor: name,
        "has its numbers in storage “\(printable(name: storage.key))”, which the "
          + "file does not hold", at: tensor.place, hint: copyAgainHint)
    }
    guard let size = storage.byteCount, size <= range.count else {
      throw FormatError(
        tensor: name,
        "needs a storage of \(storage.count) numbers of \(storage.type.torchName), "
          + "but it has \(range.count) bytes", at: range.lowerBound, hint: PickleHint.damaged)
    }
  }

  /// Reads the numbers, storage by storage.
  /// - Returns: the tensors in the order they were added, with their number types.
  func read() throws(FormatError) -> [StoredTensor] {
    var tensors = [StoredTensor?](repeating: nil, count: wanted.count)
    for (key, places) in Dictionary(grouping: wanted.indices, by: { wanted[$0].tensor.storage.key })
    {
      let bytes = try container.read(key)
      for place in places {
        let (name, tensor) = (wanted[place].name, wanted[place].tensor)
        let stored = StoredTensor(
          name: name, elementType: tensor.storage.type.torchName,
          tensor: Tensor(tensor.scalars(bytes), shape: Shape(tensor.dimensions)))
        let base = container.places[key]?.lowerBound ?? 0
        try stored.checkFinite { base + tensor.byteOffset(of: $0) }
        tensors[place] = stored
      }
    }
    return tensors.compactMap(\.self)
  }
}

extension PyTorchTensor {
  /// The numbers in row-major order.
  /// - Parameter bytes: the storage.
  fileprivate func scalars(_ bytes: [UInt8]) -> [Scalar] {
    let (type, size) = (storage.type, storage.type.byteCount)
    let start = offset * size
    if count == 0 { return [] }
    if isContiguous { return type.decode(bytes.span.extracting(start..<start + count * size)) }
    var shown = [UInt8](repeating: 0, count: count * size)
    var index = [Int](repeating: 0, count: dimensions.count)
    var place = start
    for target in stride(from: 0, to: shown.count, by: size) {
      for byte in 0..<size { shown[target + byte] = bytes[place + byte] }
      for axis in dimensions.indices.reversed() {
        index[axis] += 1
        place += strides[axis] * size
        if index[axis] < dimensions[axis] { break }
        place -= strides[axis] * size * dimensions[axis]
        index[axis] = 0
      }
    }
    return type.decode(shown.span)
  }

  /// Where in its storage the number with an index in row-major order stands.
  fileprivate func byteOffset(of index: Int) -> Int {
    var (rest, place) = (index, offset)
    for (size, stride) in zip(dimensions, strides).reversed() where size > 1 {
      place += rest % size * stride
      rest /= size
    }
    return place * storage.type.byteCount
  }
}
