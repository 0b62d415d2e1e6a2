import SNN

/// The tensors of what seems to be one layer: those that are called alike up to the last dot.
struct TensorGroup {
  /// What kind of layer they may be of.
  enum Kind {
    /// A weight of three or four axes.
    case convolution(Shape)
    /// A weight of two axes.
    case linear(Shape)
    case batchNorm(isKeras: Bool)
    /// One number called as QCFS calls its limits.
    case limit
    case unknown

    /// Whether it has weights that sum.
    var isWeighted: Bool {
      switch self {
      case .convolution, .linear: true
      default: false
      }
    }
  }

  /// What their names start with; for a tensor on its own its whole name.
  let prefix: String
  private(set) var tensors: [(name: String, shape: Shape)]
  /// A tensor of another name that fits a weight on its own as its bias.
  private(set) var bias: String?

  /// The groups in the order in which each begins.
  static func groups(_ tensors: [(name: String, shape: Shape)]) -> [TensorGroup] {
    var groups: [TensorGroup] = []
    var places: [String: Int] = [:]
    for (name, shape) in tensors where !name.hasSuffix("num_batches_tracked") {
      let dot = name.lastIndex(of: ".")
      let ending = dot.map { String(name[name.index(after: $0)...]) } ?? ""
      let isKnown = endings.contains(ending)
      let prefix = isKnown ? dot.map { String(name[..<$0]) } ?? name : name
      if isKnown, let place = places[prefix] {
        groups[place].tensors.append((name, shape))
      } else {
        if isKnown { places[prefix] = groups.count }
        groups.append(TensorGroup(prefix: prefix, tensors: [(name, shape)]))
      }
    }
    return groups
  }

  /// The groups with every tensor on its own that fits the weight right before it as its bias put
  /// there.
  static func withBiases(_ groups: [TensorGroup]) -> [TensorGroup] {
    var result: [TensorGroup] = []
    for group in groups {
      if let last = result.indices.last, let shape = group.single, shape.rank == 1,
        case .unknown = group.kind, result[last].takesBias(of: shape[0])
      {
        result[last].bias = group.prefix
      } else {
        result.append(group)
      }
    }
    return result
  }

  private func takesBias(of count: Int) -> Bool {
    guard bias == nil, single != nil else { return false }
    return switch kind {
    case .convolution(let shape): shape[0] == count
    case .linear(let shape): shape.dimensions.contains(count)
    default: false
    }
  }

  private static let endings: Set<String> = [
    "weight", "bias", "running_mean", "running_var", "gamma", "beta", "moving_mean",
    "moving_variance",
  ]

  private func shape(_ ending: String) -> Shape? {
    tensors.first { $0.name == prefix + "." + ending }?.shape
  }

  /// The shape of a tensor on its own.
  var single: Shape? {
    tensors.count == 1 && tensors[0].name == prefix ? tensors[0].shape : nil
  }

  /// What kind of layer they may be of.
  var kind: Kind {
    if shape("running_mean") != nil, shape("running_var") != nil {
      return .batchNorm(isKeras: false)
    }
    if shape("moving_mean") != nil, shape("moving_variance") != nil {
      return .batchNorm(isKeras: true)
    }
    if let single, single.elementCount == 1, prefix.hasSuffix(".thresh") || prefix.hasSuffix(".up")
    {
      return .limit
    }
    guard let weight = shape("weight") ?? single, weight.dimensions.allSatisfy({ $0 > 0 }) else {
      return .unknown
    }
    switch weight.rank {
    case 3, 4: return .convolution(weight)
    case 2: return .linear(weight)
    default: return .unknown
    }
  }

  /// An order that networks often have, for lack of a better one: convolutions and norms by the
  /// numbers in their names, linear layers behind them; tensors on their own by the numbers alone.
  func comesBefore(_ other: TensorGroup) -> Bool {
    let (mine, others) = (rank, other.rank)
    if mine.isLast != others.isLast { return others.isLast }
    if mine.numbers != others.numbers {
      return mine.numbers.lexicographicallyPrecedes(others.numbers)
    }
    return (mine.kind, prefix) < (others.kind, other.prefix)
  }

  private var rank: (isLast: Bool, numbers: [Int], kind: Int) {
    let numbers = prefix.split { !("0"..."9" ~= $0) }.compactMap { Int($0) }
    return switch kind {
    case .convolution: (false, numbers, 0)
    case .batchNorm: (false, numbers, 1)
    case .limit: (false, numbers, 2)
    case .linear: (single == nil, numbers, 0)
    case .unknown: (single == nil, numbers, 3)
    }
  }
}
