internal import SNNTensor

/// What stands behind a name in a file.
enum Value {
  /// What depends on the network's input.
  case samples(Samples)
  /// Trained numbers and other real ones.
  case constant(Constant)
  /// Sizes and places of axes.
  case sizes(Sizes)
}

/// Samples as the graph gives them, and as the file sees them.
struct Samples {
  /// The node of the graph whose result they are.
  let place: Int
  /// The axes that the file gives each sample, `[C, L]` where the graph has `[C, 1, L]`.
  let dimensions: [Int]
  /// Zeros to be laid around them by what takes them.
  var padding: Padding?
  /// The order of axes that what takes them sees; nil for that of the graph.
  var order: AxisOrder?

  /// How many numbers a sample has.
  var count: Int { dimensions.reduce(1, *) }
}

/// Axes in another order than the graph's.
struct AxisOrder {
  /// The axes as the graph has them.
  let dimensions: [Int]
  /// Which of them is first, second and so on.
  let axes: [Int]
  /// Whether they have been folded into one since.
  var isFlat = false

  /// Whether elements lie in the same order either way: only axes of one element have moved.
  var isTrivial: Bool {
    let long = axes.filter { dimensions[$0] > 1 }
    return long == long.sorted()
  }

  /// The place, in the graph's order, of each element of a sample in this order.
  var places: [Int] {
    var strides = [Int](repeating: 1, count: dimensions.count)
    for axis in dimensions.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    var places = [0]
    for axis in axes {
      places = places.flatMap { place in (0..<dimensions[axis]).map { place + $0 * strides[axis] } }
    }
    return places
  }
}

/// Real numbers that do not depend on the input.
struct Constant {
  enum Numbers {
    case stored(ONNXTensor)
    case computed([Scalar])
  }

  let name: String
  var dimensions: [Int]
  let numbers: Numbers

  /// How many numbers it has.
  var count: Int { dimensions.reduce(1, *) }
}
