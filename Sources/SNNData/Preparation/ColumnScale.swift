/// What a scaler has learned about one feature.
enum ColumnScale: Sendable, Hashable {
  /// Mean and deviation are those of the values' parts of the way from `min` to `max`, 0…1; so
  /// neither huge values overflow nor the rounding of a mean makes noise of a constant column.
  case standard(min: Double, max: Double, mean: Double, deviation: Double)
  case minMax(min: Double, max: Double)
  /// Values at equal steps of the distribution, ascending, at least two.
  case quantile([Double])
  case unit
  case none

  private static let stepLimit = 100

  init(fitting values: [Double], kind: Scaler.Kind) {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    switch kind {
    case .standard:
      let parts = values.map { part($0, from: low, to: high) }
      let mean = parts.reduce(0, +) / Double(parts.count)
      let variance = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(parts.count)
      self = .standard(min: low, max: high, mean: mean, deviation: variance.squareRoot())
    case .minMax: self = .minMax(min: low, max: high)
    case .quantile: self = .quantile(Self.quantiles(of: values.sorted()))
    case .unit: self = .unit
    case .none: self = .none
    }
  }

  /// The scaled value; NaN stays NaN.
  func position(of value: Double) -> Double {
    guard !value.isNaN else { return value }
    switch self {
    case .standard(let low, let high, let mean, let deviation):
      return deviation > 0 ? (part(value, from: low, to: high) - mean) / deviation : 0
    case .minMax(let low, let high): return part(value, from: low, to: high)
    case .quantile(let quantiles): return Self.position(of: value, among: quantiles)
    case .unit: return min(max(value, 0), 1)
    case .none: return value
    }
  }

  /// What brings a standardised value back: x = scale·x′ + shift.
  var inverse: (scale: Double, shift: Double)? {
    guard case .standard(let low, let high, let mean, let deviation) = self else { return nil }
    let scale = deviation * (high - low)
    return scale > 0 ? (scale, low + mean * (high - low)) : (1, low)
  }

  /// At most 101 quantiles at equal steps, interpolated linearly between order statistics.
  /// - Reference: Hyndman & Fan, *Sample Quantiles in Statistical Packages*, 1996, type 7.
  private static func quantiles(of sorted: [Double]) -> [Double] {
    let steps = max(1, min(stepLimit, sorted.count - 1))
    return (0...steps).map { step in
      let (index, remainder) = (step * (sorted.count - 1)).quotientAndRemainder(dividingBy: steps)
      guard remainder > 0 else { return sorted[index] }
      let (below, above) = (sorted[index], sorted[index + 1])
      let weight = Double(remainder) / Double(steps)
      // Clamped, because rounding must not separate equal values nor disturb the order.
      return min(max(below * (1 - weight) + above * weight, below), above)
    }
  }

  /// Where a value lies among ascending quantiles, 0…1; the middle of its run when several equal it.
  private static func position(of value: Double, among quantiles: [Double]) -> Double {
    let steps = Double(quantiles.count - 1)
    let first = quantiles.partitionPoint { $0 >= value }
    let next = quantiles.partitionPoint { $0 > value }
    if first < next { return Double(first + next - 1) / 2 / steps }
    guard first > 0 else { return 0 }
    guard first < quantiles.count else { return 1 }
    let step = part(value, from: quantiles[first - 1], to: quantiles[first])
    return (Double(first - 1) + step) / steps
  }
}

extension ColumnScale {
  /// The numbers that describe the scale in a file.
  var numbers: [Double] {
    switch self {
    case .standard(let low, let high, let mean, let deviation): [low, high, mean, deviation]
    case .minMax(let low, let high): [low, high]
    case .quantile(let quantiles): quantiles
    case .unit, .none: []
    }
  }

  /// The scale that a file describes, or nil when the numbers do not describe one.
  init?(kind: Scaler.Kind, numbers: [Double]) {
    guard numbers.allSatisfy(\.isFinite) else { return nil }
    let isAscending = zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
    switch (kind, numbers.count) {
    case (.standard, 4)
    where numbers[0] <= numbers[1] && numbers[2...].allSatisfy((0...1).contains):
      self = .standard(
        min: numbers[0], max: numbers[1], mean: numbers[2], deviation: numbers[3])
    case (.minMax, 2) where isAscending: self = .minMax(min: numbers[0], max: numbers[1])
    case (.quantile, 2...(Self.stepLimit + 1)) where isAscending: self = .quantile(numbers)
    case (.unit, 0): self = .unit
    case (.none, 0): self = .none
    default: return nil
    }
  }
}

/// How far a value is on the way between two others: 0 at `low` and below, 1 at `high` and above,
/// 0 everywhere when the two are equal.
private func part(_ value: Double, from low: Double, to high: Double) -> Double {
  guard low < high else { return 0 }
  let value = min(max(value, low), high)
  let range = high - low
  // Two huge numbers may be too far apart for a `Double`; their halves are not.
  return range.isFinite
    ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2)
}

extension Array {
  /// The first place from which `isAfter` holds, in an array where it holds from some place on.
  fileprivate func partitionPoint(where isAfter: (Element) -> Bool) -> Int {
    var range = startIndex..<endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = isAfter(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}
