import SNNLayers
import SNNTestSupport

extension GradientRow {
  /// A delay whose steps are differentiated, between whole numbers, where it is smooth.
  private static func delay(_ steps: Tensor, groups: [Int]? = nil) -> Delay {
    var layer =
      steps.rank == 0
      ? Delay(learning: 0, maximum: 3)
      : Delay(learning: steps.scalars, maximum: 3, groups: groups)
    layer.steps = steps
    return layer
  }

  private static func elman(_ inputs: [Tensor]) -> Unrolled<Elman> {
    Unrolled(Elman(input: Linear(weight: inputs[1], bias: inputs[2]), weight: inputs[3]))
  }

  static let sequences: [GradientRow] = [
    .init("Delay of whole steps", .uneven([4, 2, 3])) { Delay([2, 0, 1]).answer(to: $0[0]) },
    .init("Delay shared", .uneven([5, 2, 3]), 1.4) { delay($0[1]).answer(to: $0[0]) },
    .init("Delay by feature", .uneven([5, 2, 3]), [0.3, 2.6, 1.5]) {
      delay($0[1]).answer(to: $0[0])
    },
    .init("Delay by group", .uneven([5, 2, 3]), [0.3, 2.6]) {
      delay($0[1], groups: [1, 0, 1]).answer(to: $0[0])
    },
    .init("Delay by channel", .uneven([4, 1, 2, 1, 3]), [0.3, 2.6]) {
      delay($0[1]).answer(to: $0[0])
    },
    .init("Delay without features", .uneven([5, 2]), 1.4) { delay($0[1]).answer(to: $0[0]) },
    .init("Delay of no samples", .zeros([4, 0, 3]), 1.4) { delay($0[1]).answer(to: $0[0]) },
    .init(
      "Unrolled", .uneven([5, 2, 2]), .uneven([2, 3]), .uneven([3]),
      .uneven([3, 3], in: -0.5...0.5)
    ) { elman($0).answer(to: $0[0]) },
    .init(
      "Unrolled of one step", .uneven([1, 1, 2]), .uneven([2, 1]), .uneven([1]), .uneven([1, 1])
    ) { elman($0).answer(to: $0[0]) },
    .init(
      "Unrolled, its membrane", .uneven([3, 2, 2]), .uneven([2, 3]), .uneven([3]),
      .uneven([3, 3], in: -0.5...0.5)
    ) { elman($0).emittingMembrane.answer(to: $0[0]) },
  ]
}
