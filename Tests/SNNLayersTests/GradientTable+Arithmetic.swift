import SNNLayers
import SNNTestSupport

extension GradientRow {
  private typealias Operation = (name: String, apply: @Sendable (Tensor, Tensor) -> Tensor)

  private static let operators: [Operation] = [
    ("+", { $0 + $1 }), ("−", { $0 - $1 }), ("×", { $0 * $1 }), ("÷", { $0 / $1 }),
  ]

  private static let assignments: [Operation] = [
    ("+=", { changed($0, by: $1) { $0 += $1 } }), ("−=", { changed($0, by: $1) { $0 -= $1 } }),
    ("×=", { changed($0, by: $1) { $0 *= $1 } }), ("÷=", { changed($0, by: $1) { $0 /= $1 } }),
  ]

  private static func changed(
    _ a: Tensor, by b: Tensor, _ change: (inout Tensor, Tensor) -> Void
  ) -> Tensor {
    var result = a
    change(&result, b)
    return result
  }

  /// Equal, stretched on either side or both, single numbers of several ranks, and nothing at all.
  private static let pairs: [(left: Shape, right: Shape)] = [
    ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 3], [2, 1]), ([3], [2, 3]), ([2, 1], [4, 2, 3]),
    ([1, 3], [2, 2, 3]), ([2, 1], [1, 3]), ([2, 1, 3], [4, 1]), ([2, 3], []), ([], [2, 3]),
    ([2, 3], [1, 1, 1]), ([1], [1, 1]), ([], []), ([0, 3], [3]), ([1, 3], [0, 3]),
    ([2, 0], [2, 1]),
    ([0], []), ([], [0]),
  ]

  static let arithmetic: [GradientRow] =
    (operators + assignments).flatMap { operation in
      pairs.map { left, right in
        GradientRow(
          "\(left) \(operation.name) \(right)", .uneven(left), .uneven(right, in: 1...2)
        ) { operation.apply($0[0], $0[1]) }
      }
        + [
          GradientRow("a \(operation.name) constant", .uneven([2, 3])) {
            operation.apply($0[0], [1.5, -2, 0.7])
          },
          GradientRow("constant \(operation.name) a", .uneven([3], in: 1...2)) {
            operation.apply([[1.5, -2, 0.7], [0.3, 1, -0.6]], $0[0])
          },
          GradientRow("a \(operation.name) a", .uneven([2, 3], in: 1...2)) {
            operation.apply($0[0], $0[0]) * $0[0]
          },
        ]
    } + [
      GradientRow("−a", .uneven([2, 3])) { -$0[0] },
      GradientRow("−a of a number", 0.7) { -$0[0] },
      GradientRow("−a of nothing", .zeros([0, 3])) { -$0[0] },
    ]
}
