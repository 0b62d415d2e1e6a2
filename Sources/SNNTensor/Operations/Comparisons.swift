infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .== : ComparisonPrecedence

// A comparison gives a mask: 1 where it holds, else 0 (also where a NaN takes part).  Its
// derivative is zero everywhere, so masks are never recorded.
extension Tensor {
  /// 1 where a > b, else 0, with broadcasting; no gradient passes.
  public static func .> (lhs: Tensor, rhs: Tensor) -> Tensor {
    combine(lhs, rhs, ".>") { $0 > $1 ? 1 : 0 }
  }

  /// 1 where a ≥ b, else 0, with broadcasting; no gradient passes.
  public static func .>= (lhs: Tensor, rhs: Tensor) -> Tensor {
    combine(lhs, rhs, ".>=") { $0 >= $1 ? 1 : 0 }
  }

  /// 1 where a < b, else 0, with broadcasting; no gradient passes.
  public static func .< (lhs: Tensor, rhs: Tensor) -> Tensor {
    combine(lhs, rhs, ".<") { $0 < $1 ? 1 : 0 }
  }

  /// 1 where a ≤ b, else 0, with broadcasting; no gradient passes.
  public static func .<= (lhs: Tensor, rhs: Tensor) -> Tensor {
    combine(lhs, rhs, ".<=") { $0 <= $1 ? 1 : 0 }
  }

  /// 1 where a = b, else 0, with broadcasting; no gradient passes.
  public static func .== (lhs: Tensor, rhs: Tensor) -> Tensor {
    combine(lhs, rhs, ".==") { $0 == $1 ? 1 : 0 }
  }
}
