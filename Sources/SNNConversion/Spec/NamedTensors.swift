internal import SNNData
internal import SNNTensor

/// The tensors of a file, looked up by name; it remembers which were taken.
struct NamedTensors {
  /// In the order of the file.
  private let names: [String]
  private let tensors: [String: Tensor]
  private var taken: Set<String> = []

  init(_ tensors: [(name: String, tensor: Tensor)]) {
    names = tensors.map(\.name)
    self.tensors = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
  }

  /// The names nobody has asked for, in the order of the file, but for PyTorch's counters of batches,
  /// which mean nothing after training.
  var unused: [String] {
    names.filter { !taken.contains($0) && !$0.hasSuffix("num_batches_tracked") }
  }

  func contains(_ name: String) -> Bool { tensors[name] != nil }

  /// The tensor with a name, if there is one.
  mutating func take(ifThere name: String) -> Tensor? {
    guard let tensor = tensors[name] else { return nil }
    taken.insert(name)
    return tensor
  }

  /// The tensor with a whole name.
  /// - Parameter place: where the name is written.
  mutating func take(_ name: String, at place: String?) throws(DataError) -> Tensor {
    guard let tensor = take(ifThere: name) else {
      throw missing(name, among: names, at: place)
    }
    return tensor
  }

  /// The first tensor called `name` itself or `name` and one of the endings.
  ///
  /// - Parameters:
  ///   - name: a whole name or what stands before an ending.
  ///   - endings: with their dots.
  ///   - place: where the name is written.
  /// - Returns: the tensor and its whole name.
  mutating func take(
    _ name: String, or endings: [String], at place: String?
  ) throws(DataError) -> (name: String, tensor: Tensor) {
    for whole in [name] + endings.map({ name + $0 }) {
      if let tensor = take(ifThere: whole) { return (whole, tensor) }
    }
    throw missing(name, endings: endings, at: place)
  }

  /// The bias of the layer whose weight is called `weight`.
  mutating func takeBias(
    _ choice: BiasChoice, beside weight: String, at place: String?
  ) throws(DataError) -> (name: String, tensor: Tensor)? {
    switch choice {
    case .absent: return nil
    case .tensor(let name): return (name, try take(name, at: place))
    case .besideWeight:
      guard weight == "weight" || weight.hasSuffix(".weight") else { return nil }
      let name = String(weight.dropLast("weight".count)) + "bias"
      return take(ifThere: name).map { (name, $0) }
    }
  }

  /// The error for a prefix behind which no tensor with one of the endings is.
  func missing(_ prefix: String, endings: [String], at place: String?) -> DataError {
    let prefixes = names.compactMap { name in
      endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
    }
    let whole = endings.first.map { prefix + $0 } ?? prefix
    return missing(whole, for: prefix, among: prefixes + names, at: place)
  }

  private func missing(_ name: String, among candidates: [String], at place: String?) -> DataError {
    missing(name, for: name, among: candidates, at: place)
  }

  private func missing(
    _ whole: String, for name: String, among candidates: [String], at place: String?
  ) -> DataError {
    // Files may hold very many names, and each is compared letter by letter.
    let near = nearest(to: name, among: Array(candidates.prefix(2000)))
    let hint =
      near.map { "did you mean \(quoted($0))?" }
      ?? (names.isEmpty ? "the file holds no tensors" : "the tensors are \(listed(names))")
    return DataError("there is no tensor \(quoted(whole))", at: place, hint: hint)
  }
}
