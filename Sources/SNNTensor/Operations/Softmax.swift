internal import Foundation

extension Tensor {
  /// s = eˣ / Σ eˣ along the last axis, without overflow: `[…, C] → […, C]`.
  ///
  /// dx = s·(g − Σ g·s)
  ///
  /// - Precondition: there is at least one axis.
  public func softmax() -> Tensor {
    let result = rowwise { span, row in
      var total: Scalar = 0
      let top = largest(span, row)
      for i in row {
        span[i] = Foundation.exp(span[i] - top)
        total += span[i]
      }
      for i in row { span[i] /= total }
    }
    return .recorded(
      result,
      (
        self,
        { g in
          let weighted = g * result
          return weighted - result * weighted.sum(alongAxis: -1, keepingAxis: true)
        }
      ))
  }

  /// x − ln Σ eˣ along the last axis, without overflow: `[…, C] → […, C]`.
  ///
  /// dx = g − softmax·Σ g
  ///
  /// - Precondition: there is at least one axis.
  public func logSoftmax() -> Tensor {
    let result = rowwise { span, row in
      var total: Scalar = 0
      let top = largest(span, row)
      for i in row { total += Foundation.exp(span[i] - top) }
      let rest = Foundation.log(total)
      // Not x − (top + rest): beside a large score the sum would lose the digits of the rest.
      for i in row { span[i] = span[i] - top - rest }
    }
    return .recorded(
      result, (self, { g in g - result.exp() * g.sum(alongAxis: -1, keepingAxis: true) }))
  }

  /// Rewrites a copy of every row of the last axis.
  private func rowwise(_ rewrite: (inout MutableSpan<Scalar>, Range<Int>) -> Void) -> Tensor {
    let width = shape[shape.index(ofAxis: -1, "softmax")]
    var result = detached
    result.updateScalars { span in
      for start in stride(from: 0, to: span.count, by: Swift.max(1, width)) {
        rewrite(&span, start..<start + width)
      }
    }
    return result
  }
}

private func largest(_ span: borrowing MutableSpan<Scalar>, _ row: Range<Int>) -> Scalar {
  var top = -Scalar.infinity
  for i in row where span[i] > top { top = span[i] }
  return top
}
