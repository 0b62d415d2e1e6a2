import SNNLayers
import SNNTestSupport

extension GradientRow {
  private typealias Function = (name: String, apply: @Sendable (Tensor) -> Tensor)

  /// Functions of every element, smooth where they are asked.
  private static let elementwise: [Function] = [
    ("exp", { $0.exp() }), ("log", { $0.log() }), ("sqrt", { $0.sqrt() }),
    ("squared", { $0.squared() }), ("power 2.5", { $0.power(2.5) }),
    ("power −1", { $0.power(-1) }), ("magnitude", { $0.magnitude() }), ("tanh", { $0.tanh() }),
    ("sigmoid", { $0.sigmoid() }), ("relu", { $0.relu() }), ("softplus", { $0.softplus() }),
    ("sin", { $0.sin() }), ("cos", { $0.cos() }), ("clamped", { $0.clamped(to: 0.1...3) }),
  ]

  static let functions: [GradientRow] =
    elementwise.flatMap { function in
      ([[2, 3], [], [1, 1], [0], [2, 0, 3]] as [Shape]).map { shape in
        GradientRow("\(function.name) of \(shape)", .uneven(shape, in: 0.5...2)) {
          function.apply($0[0])
        }
      }
    } + [
      .init("exp of either sign", .uneven([2, 3])) { $0[0].exp() },
      .init("squared of either sign", .uneven([2, 3])) { $0[0].squared() },
      .init("power 3 of negatives", .uneven([2, 3])) { $0[0].power(3) },
      .init("power 0 at zero", [-1, 0, 2]) { $0[0].power(0) },
      .init("power 1 at zero", [-1, 0, 2]) { $0[0].power(1) },
      .init("magnitude of either sign", [-1.5, -0.2, 0.3, 2]) { $0[0].magnitude() },
      .init("tanh of either sign", .uneven([2, 3], in: -2...2)) { $0[0].tanh() },
      .init("sigmoid of either sign", .uneven([2, 3], in: -3...3)) { $0[0].sigmoid() },
      .init("relu of either sign", [-1.5, -0.2, 0.3, 2]) { $0[0].relu() },
      .init("softplus of either sign", .uneven([2, 3], in: -3...3)) { $0[0].softplus() },
      .init("sin of either sign", .uneven([2, 3], in: -3...3)) { $0[0].sin() },
      .init("cos of either sign", .uneven([2, 3], in: -3...3)) { $0[0].cos() },
      .init("clamped at both ends", [-1.5, -0.4, 0.2, 0.9, 2]) {
        $0[0].clamped(to: -0.5...0.8)
      },
      .init("softmax", .uneven([2, 3, 4], in: -2...2)) { $0[0].softmax() },
      .init("softmax of one", .uneven([3, 1])) { $0[0].softmax() },
      .init("softmax of a row", .uneven([4])) { $0[0].softmax() },
      .init("softmax of no rows", .zeros([0, 3])) { $0[0].softmax() },
      .init("softmax of empty rows", .zeros([3, 0])) { $0[0].softmax() },
      .init("logSoftmax", .uneven([2, 3, 4], in: -2...2)) { $0[0].logSoftmax() },
      .init("logSoftmax of one", .uneven([3, 1])) { $0[0].logSoftmax() },
      .init("logSoftmax of a row", .uneven([4])) { $0[0].logSoftmax() },
      .init("logSoftmax of no rows", .zeros([0, 3])) { $0[0].logSoftmax() },
      .init("logSoftmax of empty rows", .zeros([3, 0])) { $0[0].logSoftmax() },
    ]

  static let reductions: [GradientRow] = [
    .init("sum", .uneven([2, 3, 4])) { $0[0].squared().sum() },
    .init("sum along 0", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 0) },
    .init("sum along 1", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 1) },
    .init("sum along −1", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: -1) },
    .init("sum along 1, kept", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 1, keepingAxis: true) },
    .init("sum along 0 and 2", .uneven([2, 3, 4])) { $0[0].sum(alongAxes: [0, 2]) },
    .init("sum along −1 and 0", .uneven([2, 3, 4])) { $0[0].sum(alongAxes: [-1, 0]) },
    .init("sum along all", .uneven([2, 3])) { $0[0].sum(alongAxes: [0, 1]) },
    .init("sum along none", .uneven([2, 3])) { $0[0].sum(alongAxes: []) },
    .init("sum of a number", 0.7) { $0[0].squared().sum() },
    .init("sum of nothing", .zeros([0, 3])) { $0[0].sum() },
    .init("sum along an empty axis", .zeros([2, 0, 3])) { $0[0].sum(alongAxis: 1) },
    .init("sum along an empty axis, kept", .zeros([2, 0])) {
      $0[0].sum(alongAxis: 1, keepingAxis: true)
    },
    .init("sum beside an empty axis", .zeros([0, 3])) { $0[0].sum(alongAxis: 1) },
    .init("sum along an axis of one", .uneven([2, 1, 3])) { $0[0].sum(alongAxis: 1) },
    .init("mean", .uneven([2, 3, 4])) { $0[0].squared().mean() },
    .init("mean along 0", .uneven([2, 3, 4])) { $0[0].mean(alongAxis: 0) },
    .init("mean along 2", .uneven([2, 3, 4])) { $0[0].mean(alongAxis: 2) },
    .init("mean along 1, kept", .uneven([2, 3, 4])) {
      $0[0].mean(alongAxis: 1, keepingAxis: true)
    },
    .init("mean of a number", 0.7) { $0[0].squared().mean() },
    .init("mean along an axis of one", .uneven([2, 1, 3])) { $0[0].mean(alongAxis: 1) },
    .init("mean beside an empty axis", .zeros([0, 3])) { $0[0].mean(alongAxis: 1) },
    .init("max along 0", .uneven([3, 4], in: -2...2)) { $0[0].max(alongAxis: 0) },
    .init("max along 1", .uneven([2, 3, 2], in: -2...2)) { $0[0].max(alongAxis: 1) },
    .init("max along −1", .uneven([3, 4], in: -2...2)) { $0[0].max(alongAxis: -1) },
    .init("min along 0", .uneven([3, 4], in: -2...2)) { $0[0].min(alongAxis: 0) },
    .init("min along 1", .uneven([2, 3, 2], in: -2...2)) { $0[0].min(alongAxis: 1) },
    .init("min along −1", .uneven([3, 4], in: -2...2)) { $0[0].min(alongAxis: -1) },
    .init("max along an axis of one", .uneven([2, 1, 3])) { $0[0].max(alongAxis: 1) },
    .init("max beside an empty axis", .zeros([0, 3])) { $0[0].max(alongAxis: 1) },
    .init("min of a vector", .uneven([4], in: -2...2)) { $0[0].min(alongAxis: 0) },
    .init("min along an axis of one", .uneven([2, 1, 3])) { $0[0].min(alongAxis: 1) },
    .init("min beside an empty axis", .zeros([3, 0])) { $0[0].min(alongAxis: 0) },
  ]

  static let products: [GradientRow] = [
    .init("[k]·[k, n]", .uneven([3]), .uneven([3, 2])) { matmul($0[0], $0[1]) },
    .init("[m, k]·[k, n]", .uneven([4, 3]), .uneven([3, 2])) { matmul($0[0], $0[1]) },
    .init("[t, m, k]·[k, n]", .uneven([2, 2, 3]), .uneven([3, 4])) { matmul($0[0], $0[1]) },
    .init("[m, k]·[k, n] + [n]", .uneven([4, 3]), .uneven([3, 2]), .uneven([2])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
    .init("[t, m, k]·[k, n] + [n]", .uneven([2, 2, 3]), .uneven([3, 2]), .uneven([2])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
    .init("batched [2, 3, 4]·[2, 4, 2]", .uneven([2, 3, 4]), .uneven([2, 4, 2])) {
      batchedMatmul($0[0], $0[1])
    },
    .init("batched [2, 2, 1, 3]·[2, 2, 3, 1]", .uneven([2, 2, 1, 3]), .uneven([2, 2, 3, 1])) {
      batchedMatmul($0[0], $0[1])
    },
    .init("batched [3, 2]·[2, 4]", .uneven([3, 2]), .uneven([2, 4])) {
      batchedMatmul($0[0], $0[1])
    },
    .init("a·a", .uneven([3, 3])) { matmul($0[0], $0[0]) },
    .init("one number by one", .uneven([1, 1]), .uneven([1, 1], from: 3), .uneven([1])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
    .init("no rows", .zeros([0, 3]), .uneven([3, 2]), .uneven([2])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
    .init("no steps", .zeros([0, 2, 3]), .uneven([3, 2])) { matmul($0[0], $0[1]) },
    .init("no columns", .uneven([2, 3]), .zeros([3, 0]), .zeros([0])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
    .init("a product of a constant", .uneven([3, 2])) {
      matmul([[0.3, -1, 0.6], [1.2, 0.4, -0.7]], $0[0])
    },
    .init("one row, no inner size", .uneven([1, 0]), .uneven([0, 2]), .uneven([2])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
  ]

  static let shapes: [GradientRow] = [
    .init("reshaped", .uneven([2, 6])) { $0[0].reshaped(to: [3, 2, 2]) },
    .init("reshaped, a number", 0.7) { $0[0].reshaped(to: [1, 1]) },
    .init("reshaped, nothing", .zeros([2, 0])) { $0[0].reshaped(to: [0, 5]) },
    .init("flattened", .uneven([2, 3, 2])) { $0[0].flattened() },
    .init("flattened from 1", .uneven([2, 3, 2])) { $0[0].flattened(fromAxis: 1) },
    .init("flattened from its rank", .uneven([2, 3])) { $0[0].flattened(fromAxis: 2) },
    .init("flattened, a number", 0.7) { $0[0].flattened() },
    .init("flattened, nothing", .zeros([2, 0, 3])) { $0[0].flattened(fromAxis: 1) },
    .init("transposed", .uneven([2, 3, 4])) { $0[0].transposed() },
    .init("transposed [2, 0, 1]", .uneven([2, 3, 4])) { $0[0].transposed([2, 0, 1]) },
    .init("transposed, a vector", .uneven([3])) { $0[0].transposed() },
    .init("transposed, a number", 0.7) { $0[0].transposed() },
    .init("transposed, nothing", .zeros([2, 0, 3])) { $0[0].transposed([2, 1, 0]) },
    .init("broadcast", .uneven([3, 1])) { $0[0].broadcast(to: [2, 3, 4]) },
    .init("broadcast a number", 0.7) { $0[0].broadcast(to: [2, 3]) },
    .init("broadcast a new outer axis", .uneven([2, 3])) { $0[0].broadcast(to: [4, 2, 3]) },
    .init("broadcast to its own shape", .uneven([2, 3])) { $0[0].broadcast(to: [2, 3]) },
    .init("broadcast to nothing", .uneven([1, 3])) { $0[0].broadcast(to: [0, 3]) },
    .init("slice along 0", .uneven([4, 3, 2])) { $0[0].slice(1..<3) },
    .init("slice along 1", .uneven([2, 4, 3])) { $0[0].slice(1..<4, alongAxis: 1) },
    .init("slice along −1", .uneven([2, 3, 4])) { $0[0].slice(0..<2, alongAxis: -1) },
    .init("slice of nothing", .uneven([2, 3])) { $0[0].slice(1..<1, alongAxis: 1) },
    .init("slice of everything", .uneven([2, 3])) { $0[0].slice(0..<3, alongAxis: 1) },
    .init("concatenated along 0", .uneven([2, 3]), .uneven([1, 3])) {
      .concatenated([$0[0], $0[1]])
    },
    .init("concatenated along 1", .uneven([2, 3, 2]), .uneven([2, 1, 2])) {
      .concatenated([$0[0], $0[1], $0[0]], alongAxis: 1)
    },
    .init("concatenated, one and nothing", .uneven([2, 3]), .zeros([2, 0])) {
      .concatenated([$0[1], $0[0], $0[1]], alongAxis: -1)
    },
    .init("concatenated with a constant", .uneven([2])) { .concatenated([[1, 2], $0[0]]) },
    .init("stacked, one", .uneven([2])) { .stacked([$0[0]]) },
    .init("stacked numbers", 0.7, -0.3) { .stacked([$0[1], $0[0], $0[1]]) },
    .init("stacked", .uneven([2, 3]), .uneven([2, 3], from: 9)) { .stacked([$0[0], $0[1]]) },
    .init("gathering, a row twice", .uneven([4, 3])) { $0[0].gathering([2, 0, 2]) },
    .init("gathering nothing", .uneven([4, 3])) { $0[0].gathering([]) },
    .init("gathering from a vector", .uneven([4])) { $0[0].gathering([3, 3, 1]) },
    .init("gathering empty rows", .zeros([4, 0])) { $0[0].gathering([1, 2]) },
    .init("picking from a vector", .uneven([4])) { $0[0].picking([2]) },
    .init("picking from no rows", .zeros([0, 4])) { $0[0].picking([]) },
    .init("picking", .uneven([3, 4])) { $0[0].picking([1, 3, 0]) },
    .init("picking from [2, 2, 3]", .uneven([2, 2, 3])) { $0[0].picking([1, 2, 0, 2]) },
  ]

  /// A layer's answer to the first of the inputs.
  private static func answer(of layer: some Layer, to input: Tensor) -> Tensor {
    var context = Context(mode: .training, key: RandomKey(seed: 3))
    return layer(input, &context)
  }

  static let layers: [GradientRow] = [
    .init("Linear", .uneven([2, 3, 4]), .uneven([4, 2]), .uneven([2])) {
      answer(of: Linear(weight: $0[1], bias: $0[2]), to: $0[0])
    },
    .init("Linear of no samples", .zeros([2, 0, 4]), .uneven([4, 2]), .uneven([2])) {
      answer(of: Linear(weight: $0[1], bias: $0[2]), to: $0[0])
    },
    .init("ReLU", [-1.5, -0.2, 0.3, 2]) { answer(of: ReLU(), to: $0[0]) },
    .init("Flatten", .uneven([2, 1, 3, 2])) { answer(of: Flatten(), to: $0[0]) },
    .init("Dropout", .uneven([2, 3, 4])) { answer(of: Dropout(0.4), to: $0[0]) },
    .init("Sequential of nothing", .uneven([2, 3])) { answer(of: Sequential([]), to: $0[0]) },
    .init(
      "Linear, ReLU, Dropout, Linear", .uneven([2, 3, 4]), .uneven([4, 5], in: -0.2...0.2),
      [1, -1, 1, 1, -1], .uneven([5, 2]), [0.3, -0.4]
    ) { inputs in
      let network = Sequential {
        Linear(weight: inputs[1], bias: inputs[2])
        ReLU()
        Dropout(0.4)
        Linear(weight: inputs[3], bias: inputs[4])
      }
      return answer(of: network, to: inputs[0])
    },
  ]

  static let losses: [GradientRow] = [
    .init("crossEntropy", .uneven([3, 4], in: -2...2)) { crossEntropy($0[0], [1, 3, 0]) },
    .init("crossEntropy of one row", .uneven([1, 4])) { crossEntropy($0[0], [2]) },
    .init("crossEntropy, smoothed and weighted", .uneven([3, 4], in: -2...2)) {
      crossEntropy(
        $0[0], [1, 3, 0], CrossEntropyOptions(labelSmoothing: 0.3, classWeights: [1, 4, 0, 0.5]))
    },
    .init("binaryCrossEntropy", .uneven([3, 2], in: -2...2)) {
      binaryCrossEntropy($0[0], [[1, 0], [0.3, 1], [0, 0]])
    },
    .init("binaryCrossEntropy, weighted", .uneven([3, 2], in: -2...2)) {
      binaryCrossEntropy($0[0], [[1, 0], [0.3, 1], [0, 0]], positiveWeights: [4, 0.5])
    },
    .init("crossEntropy of one class", .uneven([3, 1])) { crossEntropy($0[0], [0, 0, 0]) },
    .init("meanSquaredError", .uneven([3, 2]), .uneven([3, 2], from: 9)) {
      meanSquaredError($0[0], $0[1])
    },
    .init("meanSquaredError, target stretched", .uneven([3, 2]), .uneven([2])) {
      meanSquaredError($0[0], $0[1])
    },
    .init("meanSquaredError of numbers", 0.7, -0.4) { meanSquaredError($0[0], $0[1]) },
  ]
}
