internal import SNNLayers
internal import SNNTensor

/// Why an operation cannot take samples of a shape; goes on after the operation's name.
struct ShapeMismatch: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

extension Operation {
  /// What messages call it.
  package var kindName: String {
    switch self {
    case .input: "input"
    case .linear: "linear"
    case .convolution: "convolution"
    case .affine: "batch norm"
    case .offset: "offset"
    case .rectifier: "rectifier"
    case .maxPool: "max-pool"
    case .averagePool: "average-pool"
    case .globalAveragePool: "global average-pool"
    case .flatten: "flatten"
    case .add: "add"
    case .concatenation: "concatenation"
    case .softmax: "softmax"
    }
  }

  /// The shape of one sample of the result.
  func resultShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    if case .input = self { throw ShapeMismatch("stands behind another layer") }
    guard let first = inputs.first else { throw ShapeMismatch("takes nothing") }
    switch self {
    case .add:
      guard inputs.allSatisfy({ $0 == first }) else {
        throw ShapeMismatch("adds samples of different shapes: \(listed(inputs))")
      }
      return first
    case .concatenation: return try concatenated(inputs)
    default:
      guard inputs.count == 1 else { throw ShapeMismatch("takes \(inputs.count) inputs, not one") }
      return try resultShape(of: first)
    }
  }

  private func resultShape(of sample: Shape) throws(ShapeMismatch) -> Shape {
    switch self {
    case .linear(let layer):
      guard sample == [layer.weight.shape[0]] else {
        throw ShapeMismatch("takes \(layer.weight.shape[0]) features, but is given \(sample)")
      }
      return [layer.weight.shape[1]]
    case .convolution(let layer):
      let inputs = layer.weight.shape[1] * layer.groups
      guard sample.rank == 3, sample[0] == inputs else {
        throw ShapeMismatch("takes \(inputs) channels of images, but is given \(sample)")
      }
      return try images(layer.weight.shape[0], layer.windows, on: sample)
    case .affine(let affine):
      guard sample[0] == affine.scale.count else {
        throw ShapeMismatch("is for \(affine.scale.count) channels, but is given \(sample)")
      }
      return sample
    case .offset(let tensor):
      guard sample == tensor.shape else {
        throw ShapeMismatch("is for \(tensor.shape), but is given \(sample)")
      }
      return sample
    case .maxPool(let windows), .averagePool(let windows):
      guard sample.rank == 3 else { throw ShapeMismatch("takes images, but is given \(sample)") }
      guard windows.dilation == 1 else { throw ShapeMismatch("has a dilation") }
      guard 2 * windows.padding.height <= windows.kernel.height,
        2 * windows.padding.width <= windows.kernel.width
      else { throw ShapeMismatch("is padded by more than half its kernel") }
      return try images(sample[0], windows, on: sample)
    case .globalAveragePool:
      guard sample.rank == 3 else { throw ShapeMismatch("takes images, but is given \(sample)") }
      return [sample[0], 1, 1]
    case .flatten: return [sample.elementCount]
    case .rectifier, .softmax, .input, .add, .concatenation: return sample
    }
  }

  private func images(
    _ channels: Int, _ windows: Windows, on sample: Shape
  ) throws(ShapeMismatch) -> Shape {
    let image = Extent(sample[1], sample[2])
    let room = windows.room(on: image)
    guard room.height >= 0, room.width >= 0 else {
      throw ShapeMismatch("has windows larger than its images of \(image)")
    }
    let grid = WindowGrid(windows, on: image)
    if case .convolution = self {
    } else if !grid.hasElementsEverywhere {
      throw ShapeMismatch("has windows in the padding alone")
    }
    return [channels, grid.count.height, grid.count.width]
  }

  private func concatenated(_ inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.allSatisfy({ $0.dimensions.dropFirst() == inputs[0].dimensions.dropFirst() })
    else { throw ShapeMismatch("joins samples of different shapes: \(listed(inputs))") }
    return Shape([inputs.reduce(0) { $0 + $1[0] }] + inputs[0].dimensions.dropFirst())
  }
}

private func listed(_ shapes: [Shape]) -> String {
  shapes.map { "\($0)" }.joined(separator: ", ")
}
