internal import SNNTraining

/// A number as whole digits times a power of ten, so that it is written exactly as it is meant.
struct Decimal: Hashable {
  let digits: Int
  let exponent: Int

  init(digits: Int, exponent: Int) { (self.digits, self.exponent) = (digits, exponent) }

  /// The nearest number with so many decimals.
  init(_ value: Double, decimals: Int) {
    // Beyond this no Int holds the digits, and no reader wants them.
    let shifted = min(max(value * powerOfTen(decimals), -1e17), 1e17)
    self.init(digits: Int(shifted.rounded()), exponent: -decimals)
  }

  var value: Double {
    exponent < 0 ? Double(digits) / powerOfTen(-exponent) : Double(digits) * powerOfTen(exponent)
  }

  /// As people read it: 0.50, −3, 2e-7.
  var text: String {
    if digits == 0 { return "0" }
    let sign = digits < 0 ? "−" : ""
    return sign + (-5...3 ~= exponent ? plain : scientific)
  }

  /// As SVG reads it, in as few characters as possible.
  var code: String {
    if digits == 0 { return "0" }
    var short = plain
    if exponent < 0 {
      while short.hasSuffix("0") { short.removeLast() }
      if short.hasSuffix(".") { short.removeLast() }
      if short.hasPrefix("0.") { short.removeFirst() }
    }
    return digits < 0 ? "-" + short : short
  }

  private var plain: String {
    var text = String(digits.magnitude)
    if exponent >= 0 { return text + String(repeating: "0", count: exponent) }
    text = String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
    text.insert(".", at: text.index(text.endIndex, offsetBy: exponent))
    return text
  }

  private var scientific: String {
    var mantissa = String(digits.magnitude)
    let power = exponent + mantissa.count - 1
    while mantissa.hasSuffix("0") { mantissa.removeLast() }
    if mantissa.count > 1 {
      mantissa.insert(".", at: mantissa.index(after: mantissa.startIndex))
    }
    return "\(mantissa)e\(power)"
  }
}

/// 10ⁿ, n ≥ 0.
private func powerOfTen(_ n: Int) -> Double { (0..<n).reduce(1) { power, _ in power * 10 } }

/// A coordinate or a size in SVG, to a hundredth of a unit.
func code(_ value: Double) -> String { Decimal(value, decimals: 2).code }

/// A share as a percentage: 0.1234 → "12.3 %".
func percent(_ share: Double) -> String { Decimal(share * 100, decimals: 1).text + " %" }

/// A measured number in about four digits.
func measured(_ value: Double) -> String {
  var decimals = 3
  var bound = 10.0
  while decimals > 0, value.magnitude >= bound { (decimals, bound) = (decimals - 1, bound * 10) }
  while decimals < 12, value != 0, value.magnitude < bound / 100 {
    (decimals, bound) = (decimals + 1, bound / 10)
  }
  return Decimal(value, decimals: decimals).text
}

/// A count with its noun: 1 neuron, 2 neurons.
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

extension Scalar {
  /// The number, if it has a place on an axis: finite, and of a size that arithmetic survives.
  var drawable: Double? {
    let value = Double(self)
    guard value.isFinite, value.magnitude < 1e100 else { return nil }
    return value.magnitude < 1e-100 ? 0 : value
  }
}
