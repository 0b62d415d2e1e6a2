/// The interval in which the true share of right answers lies with 95 % confidence.
///
///     (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),  z = 1.96
///
/// p = right/total, n = total, z the normal quantile of 95 %; dimensionless.  Unlike p ± 2s the
/// interval stays inside 0...1 and is honest for small test sets.
///
/// - Parameters:
///   - right: the number of right answers.
///   - total: the number of answers.
/// - Returns: 0...1 when there are no answers.
/// - Reference: Wilson, *Probable Inference, the Law of Succession…*, 1927.
/// - Precondition: 0 ≤ `right` ≤ `total`.
public func wilsonInterval(right: Int, total: Int) -> ClosedRange<Scalar> {
  guard total > 0 else { return 0...1 }
  let (n, z) = (Scalar(total), Scalar(1.959_963_985))
  let p = Scalar(right) / n
  let centre = p + z * z / (2 * n)
  let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  let scale = 1 + z * z / n
  return max(0, (centre - spread) / scale)...min(1, (centre + spread) / scale)
}
