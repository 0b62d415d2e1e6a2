import Foundation
import SNN

/// A number with a fixed count of decimals.
func fixed(_ value: Scalar, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", Double(value))
}

/// A share as a percentage: 0.96667 → "96.67%".
func percent(_ share: Scalar) -> String { fixed(share * 100, 2) + "%" }

extension String {
  /// Padded with spaces in front, to right-align a column.
  func leading(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }

  /// Padded with spaces behind, to left-align a column.
  func trailing(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
