/// Where values lie along an axis: a line from values to units of the picture.
struct Scale {
  let domain: ClosedRange<Double>
  /// Where the domain's lower end is drawn.
  let start: Double
  /// Where its upper end is drawn.
  let end: Double

  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    (self.domain, self.start, self.end) = (domain, start, end)
  }

  func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + share * (end - start)
  }

  var length: Double { (end - start).magnitude }
}

/// The range that holds all values; wide enough that round numbers along it differ.
func extent(of values: some Sequence<Double>) -> ClosedRange<Double> {
  var lower = Double.infinity
  var upper = -Double.infinity
  for value in values { (lower, upper) = (min(lower, value), max(upper, value)) }
  guard lower <= upper else { return 0...1 }
  let size = max(lower.magnitude, upper.magnitude)
  guard upper - lower > size * 1e-6 else {
    let margin = size == 0 ? 0.5 : size * 0.1
    return lower - margin...upper + margin
  }
  return lower...upper
}

/// The range with a margin at either end, so that no line runs along an axis.
func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
  let margin = (range.upperBound - range.lowerBound) * 0.05
  return range.lowerBound - margin...range.upperBound + margin
}

/// The round numbers in a range: 1, 2 or 5 times a power of ten apart.
struct Ticks {
  let marks: [Decimal]

  /// At most `count` + 1 numbers, no nearer to each other than `smallest`.
  init(in domain: ClosedRange<Double>, count: Int, apart smallest: Double = 0) {
    let wanted = max((domain.upperBound - domain.lowerBound) / Double(max(1, count)), smallest)
    var (power, exponent) = (1.0, 0)
    while power * 10 <= wanted { (power, exponent) = (power * 10, exponent + 1) }
    while power > wanted { (power, exponent) = (power / 10, exponent - 1) }
    // The tolerance keeps 0.3 a step of 0.3, which is not a sum of tenths in binary.
    var digit = [1, 2, 5].first { Double($0) * power >= wanted * (1 - 1e-9) } ?? 10
    if digit == 10 { (digit, power, exponent) = (1, power * 10, exponent + 1) }
    let step = Double(digit) * power
    let first = Int((domain.lowerBound / step - 1e-6).rounded(.up))
    let last = Int((domain.upperBound / step + 1e-6).rounded(.down))
    marks =
      first <= last
      ? (first...last).map { Decimal(digits: $0 * digit, exponent: exponent) } : []
  }

  /// The widest of the labels.
  var width: Double { marks.map { textWidth($0.text) }.max() ?? 0 }

  /// As many as fit side by side under an axis.
  static func below(_ scale: Scale, apart smallest: Double = 0) -> Ticks {
    var count = max(1, Int(scale.length / 56))
    while true {
      let ticks = Ticks(in: scale.domain, count: count, apart: smallest)
      if count == 1 || ticks.width + 12 <= scale.length / Double(count) { return ticks }
      count -= 1
    }
  }

  /// As many as fit one above the other beside an axis.
  static func beside(_ scale: Scale, apart smallest: Double = 0) -> Ticks {
    Ticks(in: scale.domain, count: min(8, max(1, Int(scale.length / 26))), apart: smallest)
  }
}
