/// The sizes of the derivatives of many recurrences with respect to the weights before them.
package struct InfluenceSizes: Sendable {
  /// R, the quantities of one recurrence whose derivatives are kept.
  package let rows: Int
  /// B, samples.
  package let batch: Int
  /// I, weights into each recurrence.
  package let inputs: Int
  /// O, recurrences in each sample.
  package let outputs: Int

  package init(rows: Int, batch: Int, inputs: Int, outputs: Int) {
    (self.rows, self.batch, self.inputs, self.outputs) = (rows, batch, inputs, outputs)
  }

  var count: Int { rows * batch * inputs * outputs }
}

/// One step of forward-mode differentiation:
///
///     P′[r, b, i, j] = Σ_q A[r, q, b, j]·P[q, b, i, j] + c[r, b, j]·x[b, i]
///
/// - Parameters:
///   - influence: P, `[R, B, I, O]`.
///   - jacobian: A, `[R, R, B, O]`.
///   - drive: c, `[R, B, O]`.
///   - input: x, `[B, I]`.
/// - Returns: P′, `[R, B, I, O]`.
package func advanceInfluence(
  _ influence: [Scalar], jacobian: [Scalar], drive: [Scalar], input: [Scalar],
  _ sizes: InfluenceSizes
) -> [Scalar] {
  let (rows, batch, inputs, outputs) = (sizes.rows, sizes.batch, sizes.inputs, sizes.outputs)
  require(
    influence.count == sizes.count && jacobian.count == rows * rows * batch * outputs
      && drive.count == rows * batch * outputs && input.count == batch * inputs,
    "influence: \(influence.count), \(jacobian.count), \(drive.count) and \(input.count) numbers "
      + "for \(sizes)")
  return makeBuffer(sizes.count) { target in
    withPointers(influence, jacobian, &target) { p in
      unsafe drive.withUnsafeBufferPointer { drive in
        guard let start = drive.baseAddress else { return }
        nonisolated(unsafe) let source = unsafe start
        forEachPiece(of: rows * batch, upTo: 64, worthwhile: sizes.count > 20_000) { _, range in
          for place in range {
            let (r, b) = place.quotientAndRemainder(dividingBy: batch)
            let c = unsafe source + place * outputs
            for i in 0..<inputs {
              let x = input[b * inputs + i]
              let result = unsafe p.target + (place * inputs + i) * outputs
              for j in 0..<outputs { unsafe result[j] = c[j] * x }
              for q in 0..<rows {
                let a = unsafe p.b + ((r * rows + q) * batch + b) * outputs
                let before = unsafe p.a + ((q * batch + b) * inputs + i) * outputs
                for j in 0..<outputs { unsafe result[j] += a[j] * before[j] }
              }
            }
          }
        }
      }
    }
  }
}

/// The gradient that an adjoint of the last row gives the weights, summed over samples:
///
///     G[i, j] = Σ_b g[b, j]·P[R − 1, b, i, j]
///
/// - Parameters:
///   - influence: P, `[R, B, I, O]`.
///   - adjoint: g, `[B, O]`.
/// - Returns: G, `[I, O]`.
package func contractInfluence(
  _ influence: [Scalar], with adjoint: [Scalar], _ sizes: InfluenceSizes
) -> [Scalar] {
  let (batch, inputs, outputs) = (sizes.batch, sizes.inputs, sizes.outputs)
  require(
    influence.count == sizes.count && adjoint.count == batch * outputs,
    "influence: \(influence.count) and \(adjoint.count) numbers for \(sizes)")
  let last = (sizes.rows - 1) * batch * inputs * outputs
  return makeBuffer(inputs * outputs) { target in
    for place in 0..<inputs * outputs { target[place] = 0 }
    withPointers(influence, adjoint, &target) { p in
      let worthwhile = batch * inputs * outputs > 20_000
      forEachPiece(of: inputs, upTo: 64, worthwhile: worthwhile) { _, range in
        for i in range {
          let result = unsafe p.target + i * outputs
          for b in 0..<batch {
            let g = unsafe p.b + b * outputs
            let row = unsafe p.a + last + (b * inputs + i) * outputs
            for j in 0..<outputs { unsafe result[j] += g[j] * row[j] }
          }
        }
      }
    }
  }
}
