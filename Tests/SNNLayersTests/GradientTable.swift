import SNNLayers
import SNNTestSupport

extension GradientRow {
  static let arithmetic: [GradientRow] = [
    .init("a + b", .uneven([2, 3]), .uneven([2, 3], from: 9)) { $0[0] + $0[1] },
    .init("a + b, right stretched", .uneven([2, 3]), .uneven([3])) { $0[0] + $0[1] },
    .init("a + b, left stretched", .uneven([2, 1]), .uneven([4, 2, 3])) { $0[0] + $0[1] },
    .init("a + b, both stretched", .uneven([2, 1]), .uneven([1, 3])) { $0[0] + $0[1] },
    .init("a + scalar", .uneven([2, 3]), 0.7) { $0[0] + $0[1] },
    .init("a − b", .uneven([2, 3]), .uneven([2, 3], from: 9)) { $0[0] - $0[1] },
    .init("a − b, right stretched", .uneven([2, 3]), .uneven([2, 1])) { $0[0] - $0[1] },
    .init("a − b, left stretched", .uneven([3]), .uneven([2, 3])) { $0[0] - $0[1] },
    .init("scalar − a", 0.7, .uneven([2, 3])) { $0[0] - $0[1] },
    .init("a × b", .uneven([2, 3]), .uneven([2, 3], from: 9)) { $0[0] * $0[1] },
    .init("a × b, right stretched", .uneven([2, 3]), .uneven([3])) { $0[0] * $0[1] },
    .init("a × b, left stretched", .uneven([1, 3]), .uneven([2, 2, 3])) { $0[0] * $0[1] },
    .init("a × b, both stretched", .uneven([2, 1]), .uneven([1, 3])) { $0[0] * $0[1] },
    .init("a × scalar", .uneven([2, 3]), 0.7) { $0[0] * $0[1] },
    .init("a × a", .uneven([2, 3])) { $0[0] * $0[0] },
    .init("a ÷ b", .uneven([2, 3]), .uneven([2, 3], in: 1...2)) { $0[0] / $0[1] },
    .init("a ÷ b, right stretched", .uneven([2, 3]), .uneven([3], in: 1...2)) { $0[0] / $0[1] },
    .init("a ÷ b, left stretched", .uneven([3]), .uneven([2, 3], in: 1...2)) { $0[0] / $0[1] },
    .init("scalar ÷ a", 0.7, .uneven([2, 3], in: 1...2)) { $0[0] / $0[1] },
    .init("a ÷ scalar", .uneven([2, 3]), 1.7) { $0[0] / $0[1] },
    .init("−a", .uneven([2, 3])) { -$0[0] },
    .init("a += b", .uneven([2, 3]), .uneven([3])) { inputs in
      var sum = inputs[0]
      sum += inputs[1]
      return sum
    },
    .init("a −= b", .uneven([2, 3]), .uneven([2, 3])) { inputs in
      var difference = inputs[0]
      difference -= inputs[1]
      return difference
    },
    .init("a ×= b", .uneven([2, 3]), 0.7) { inputs in
      var product = inputs[0]
      product *= inputs[1]
      return product
    },
    .init("a ÷= b", .uneven([2, 3]), .uneven([2, 3], in: 1...2)) { inputs in
      var quotient = inputs[0]
      quotient /= inputs[1]
      return quotient
    },
    .init("plain += recorded", .uneven([2, 3])) { inputs in
      var sum = Tensor.ones([2, 3])
      sum += inputs[0]
      return sum * sum
    },
  ]

  static let functions: [GradientRow] = [
    .init("exp", .uneven([2, 3])) { $0[0].exp() },
    .init("log", .uneven([2, 3], in: 0.5...2)) { $0[0].log() },
    .init("sqrt", .uneven([2, 3], in: 0.5...2)) { $0[0].sqrt() },
    .init("squared", .uneven([2, 3])) { $0[0].squared() },
    .init("power 2.5", .uneven([2, 3], in: 0.5...2)) { $0[0].power(2.5) },
    .init("power −1", .uneven([2, 3], in: 0.5...2)) { $0[0].power(-1) },
    .init("power 3 of negatives", .uneven([2, 3])) { $0[0].power(3) },
    .init("power 0 at zero", [-1, 0, 2]) { $0[0].power(0) },
    .init("power 1 at zero", [-1, 0, 2]) { $0[0].power(1) },
    .init("magnitude", [-1.5, -0.2, 0.3, 2]) { $0[0].magnitude() },
    .init("tanh", .uneven([2, 3], in: -2...2)) { $0[0].tanh() },
    .init("sigmoid", .uneven([2, 3], in: -3...3)) { $0[0].sigmoid() },
    .init("relu", [-1.5, -0.2, 0.3, 2]) { $0[0].relu() },
    .init("softplus", .uneven([2, 3], in: -3...3)) { $0[0].softplus() },
    .init("sin", .uneven([2, 3], in: -3...3)) { $0[0].sin() },
    .init("cos", .uneven([2, 3], in: -3...3)) { $0[0].cos() },
    .init("clamped", [-1.5, -0.4, 0.2, 0.9, 2]) { $0[0].clamped(to: -0.5...0.8) },
    .init("softmax", .uneven([2, 3, 4], in: -2...2)) { $0[0].softmax() },
    .init("logSoftmax", .uneven([2, 3, 4], in: -2...2)) { $0[0].logSoftmax() },
  ]

  static let reductions: [GradientRow] = [
    .init("sum", .uneven([2, 3, 4])) { $0[0].squared().sum() },
    .init("sum along 0", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 0) },
    .init("sum along 1", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 1) },
    .init("sum along −1", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: -1) },
    .init("sum along 1, kept", .uneven([2, 3, 4])) { $0[0].sum(alongAxis: 1, keepingAxis: true) },
    .init("sum along 0 and 2", .uneven([2, 3, 4])) { $0[0].sum(alongAxes: [0, 2]) },
    .init("sum along −1 and 0", .uneven([2, 3, 4])) { $0[0].sum(alongAxes: [-1, 0]) },
    .init("mean", .uneven([2, 3, 4])) { $0[0].squared().mean() },
    .init("mean along 0", .uneven([2, 3, 4])) { $0[0].mean(alongAxis: 0) },
    .init("mean along 2", .uneven([2, 3, 4])) { $0[0].mean(alongAxis: 2) },
    .init("mean along 1, kept", .uneven([2, 3, 4])) {
      $0[0].mean(alongAxis: 1, keepingAxis: true)
    },
    .init("max along 0", .uneven([3, 4], in: -2...2)) { $0[0].max(alongAxis: 0) },
    .init("max along 1", .uneven([2, 3, 2], in: -2...2)) { $0[0].max(alongAxis: 1) },
    .init("max along −1", .uneven([3, 4], in: -2...2)) { $0[0].max(alongAxis: -1) },
    .init("min along 0", .uneven([3, 4], in: -2...2)) { $0[0].min(alongAxis: 0) },
    .init("min along 1", .uneven([2, 3, 2], in: -2...2)) { $0[0].min(alongAxis: 1) },
    .init("min along −1", .uneven([3, 4], in: -2...2)) { $0[0].min(alongAxis: -1) },
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
    .init("a·a", .uneven([3, 3])) { matmul($0[0], $0[0]) },
    .init("one row, no inner size", .uneven([1, 0]), .uneven([0, 2]), .uneven([2])) {
      matmul($0[0], $0[1], adding: $0[2])
    },
  ]

  static let shapes: [GradientRow] = [
    .init("reshaped", .uneven([2, 6])) { $0[0].reshaped(to: [3, 2, 2]) },
    .init("flattened", .uneven([2, 3, 2])) { $0[0].flattened() },
    .init("flattened from 1", .uneven([2, 3, 2])) { $0[0].flattened(fromAxis: 1) },
    .init("transposed", .uneven([2, 3, 4])) { $0[0].transposed() },
    .init("transposed [2, 0, 1]", .uneven([2, 3, 4])) { $0[0].transposed([2, 0, 1]) },
    .init("broadcast", .uneven([3, 1])) { $0[0].broadcast(to: [2, 3, 4]) },
    .init("broadcast a number", 0.7) { $0[0].broadcast(to: [2, 3]) },
    .init("slice along 0", .uneven([4, 3, 2])) { $0[0].slice(1..<3) },
    .init("slice along 1", .uneven([2, 4, 3])) { $0[0].slice(1..<4, alongAxis: 1) },
    .init("slice along −1", .uneven([2, 3, 4])) { $0[0].slice(0..<2, alongAxis: -1) },
    .init("concatenated along 0", .uneven([2, 3]), .uneven([1, 3])) {
      .concatenated([$0[0], $0[1]])
    },
    .init("concatenated along 1", .uneven([2, 3, 2]), .uneven([2, 1, 2])) {
      .concatenated([$0[0], $0[1], $0[0]], alongAxis: 1)
    },
    .init("stacked", .uneven([2, 3]), .uneven([2, 3], from: 9)) { .stacked([$0[0], $0[1]]) },
    .init("gathering, a row twice", .uneven([4, 3])) { $0[0].gathering([2, 0, 2]) },
    .init("picking", .uneven([3, 4])) { $0[0].picking([1, 3, 0]) },
    .init("picking from [2, 2, 3]", .uneven([2, 2, 3])) { $0[0].picking([1, 2, 0, 2]) },
  ]

  static let losses: [GradientRow] = [
    .init("crossEntropy", .uneven([3, 4], in: -2...2)) { crossEntropy($0[0], [1, 3, 0]) },
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
    .init("meanSquaredError", .uneven([3, 2]), .uneven([3, 2], from: 9)) {
      meanSquaredError($0[0], $0[1])
    },
    .init("meanSquaredError, stretched", .uneven([3, 2]), .uneven([2])) {
      meanSquaredError($0[0], $0[1])
    },
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
      var context = Context(mode: .training, key: RandomKey(seed: 3))
      return network(inputs[0], &context)
    },
  ]
}
