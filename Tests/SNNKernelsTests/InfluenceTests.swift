import SNNTestSupport
import Testing

@testable import SNNKernels

/// The kernels of forward-mode differentiation against their definitions, at odd sizes.
@Suite struct InfluenceTests {
  static let sizes = [
    InfluenceSizes(rows: 2, batch: 3, inputs: 5, outputs: 17),
    InfluenceSizes(rows: 1, batch: 1, inputs: 1, outputs: 1),
    InfluenceSizes(rows: 3, batch: 7, inputs: 33, outputs: 64),
    InfluenceSizes(rows: 2, batch: 2, inputs: 0, outputs: 4),
  ]

  private func numbers(_ count: Int, _ seed: Int) -> [Scalar] {
    (0..<count).map { Scalar(($0 * 31 + seed * 17) % 23 - 11) / 4 }
  }

  @Test(arguments: sizes) func advancing(_ sizes: InfluenceSizes) {
    let (rows, batch, inputs, outputs) = (sizes.rows, sizes.batch, sizes.inputs, sizes.outputs)
    let p = numbers(sizes.count, 1), a = numbers(rows * rows * batch * outputs, 2)
    let c = numbers(rows * batch * outputs, 3), x = numbers(batch * inputs, 4)
    let result = advanceInfluence(p, jacobian: a, drive: c, input: x, sizes)
    #expect(result.count == sizes.count)
    for r in 0..<rows {
      for b in 0..<batch {
        for i in 0..<inputs {
          for j in 0..<outputs {
            var expected = c[(r * batch + b) * outputs + j] * x[b * inputs + i]
            for q in 0..<rows {
              expected +=
                a[((r * rows + q) * batch + b) * outputs + j]
                * p[((q * batch + b) * inputs + i) * outputs + j]
            }
            #expect(result[((r * batch + b) * inputs + i) * outputs + j] == expected)
          }
        }
      }
    }
  }

  @Test(arguments: sizes) func contracting(_ sizes: InfluenceSizes) {
    let (batch, inputs, outputs) = (sizes.batch, sizes.inputs, sizes.outputs)
    let p = numbers(sizes.count, 1), g = numbers(batch * outputs, 2)
    let result = contractInfluence(p, with: g, sizes)
    let last = p.suffix(batch * inputs * outputs)
    for i in 0..<inputs {
      for j in 0..<outputs {
        let expected = (0..<batch).reduce(Scalar(0)) {
          $0 + g[$1 * outputs + j] * last[last.startIndex + ($1 * inputs + i) * outputs + j]
        }
        #expect(result[i * outputs + j] == expected)
      }
    }
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case advancing, contracting

    var message: String {
      switch self {
      case .advancing: "influence: 2, 1, 1 and 1 numbers for InfluenceSizes(rows: 1, batch: 1,"
      case .contracting: "influence: 1 and 2 numbers for InfluenceSizes(rows: 1, batch: 1,"
      }
    }

    func commit() {
      let sizes = InfluenceSizes(rows: 1, batch: 1, inputs: 1, outputs: 1)
      switch self {
      case .advancing:
        _ = advanceInfluence([1, 2], jacobian: [1], drive: [1], input: [1], sizes)
      case .contracting: _ = contractInfluence([1], with: [1, 2], sizes)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
