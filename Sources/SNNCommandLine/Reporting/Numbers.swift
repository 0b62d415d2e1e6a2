internal import Foundation
package import SNN

/// A number with a fixed count of decimals.
package func fixed(_ value: Scalar, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", Double(value))
}

/// A number of any size in three figures: 1.23e-04.
package func scientific(_ value: Scalar) -> String { String(format: "%.2e", Double(value)) }

/// A share as a percentage: 0.96667 → "96.67%".
package func percent(_ share: Scalar) -> String { fixed(share * 100, 2) + "%" }

/// A time as progress shows it: 0.0124 → "0.012 s", 12.34 → "12.3 s".
package func seconds(_ time: Double) -> String { fixed(Scalar(time), time < 1 ? 3 : 1) + " s" }

/// A setting as it would be typed: 2 and 0.97, not 2.0.
package func typed(_ value: Scalar) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

extension String {
  /// Padded with spaces in front, to right-align a column.
  package func leading(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }

  /// Padded with spaces behind, to left-align a column.
  package func trailing(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
