internal import SNNTraining

/// The spikes of one layer for one sample, thinned to what an eye can tell apart.
struct SpikeGrid {
  /// At most so many steps get a column of their own.
  static let columnLimit = 600
  /// At most so many rows fit one above the other.
  static let rowLimit = 240

  /// How many neurons the layer has.
  let neurons: Int
  /// How many steps there are.
  let steps: Int
  /// The neurons that are drawn, evenly taken.
  let rows: [Int]
  /// How many steps one column stands for.
  let stepsPerColumn: Int
  /// Whether there is a spike, row by row.
  let cells: [[Bool]]
  /// How many elements are no numbers.
  let unknown: Int
  /// How many spikes there are, drawn or not.
  let spikeCount: Int

  /// - Precondition: the shape is `[T, B, …]`, not empty, and the sample one of B.
  init(_ spikes: Tensor, sample: Int, rowLimit: Int) {
    let sequence = SampleSequence(spikes, sample: sample)
    (steps, neurons) = (sequence.steps, sequence.neurons)
    rows = evenly(min(rowLimit, sequence.neurons), of: sequence.neurons)
    stepsPerColumn = (steps + Self.columnLimit - 1) / Self.columnLimit
    var (unknown, spikeCount) = (0, 0)
    for t in 0..<steps {
      for n in 0..<neurons {
        let value = sequence[t, n]
        if value.isNaN { unknown += 1 } else { spikeCount += value.spikeCount }
      }
    }
    (self.unknown, self.spikeCount) = (unknown, spikeCount)
    let (steps, width) = (steps, stepsPerColumn)
    cells = rows.map { neuron in
      stride(from: 0, to: steps, by: width).map { first in
        (first..<min(first + width, steps)).contains { sequence[$0, neuron].isSpike }
      }
    }
  }

  var columns: Int { (steps + stepsPerColumn - 1) / stepsPerColumn }

  /// The steps along an axis, each in the middle of its place.
  var stepDomain: ClosedRange<Double> { -0.5...Double(columns * stepsPerColumn) - 0.5 }

  /// The neurons along an axis, each in the middle of its place.
  var neuronDomain: ClosedRange<Double> { -0.5...Double(neurons) - 0.5 }

  /// The marks in units of cells, each the share `width` of its cell; full ones that touch are one.
  func path(markWidth width: Double) -> String {
    var data = ""
    for (row, cells) in cells.enumerated() {
      var pen: Double?
      var column = 0
      while column < cells.count {
        guard cells[column] else {
          column += 1
          continue
        }
        var end = column + 1
        while width == 1, end < cells.count, cells[end] { end += 1 }
        let start = Double(column) + (1 - width) / 2
        let length = width == 1 ? Double(end - column) : width
        // Within a row the pen moves on from where it is: shorter than to name the place.
        if let pen {
          data += "m\(code(start - pen)) 0h\(code(length))"
        } else {
          data += "M\(code(start)) \(code(Double(row) + 0.5))h\(code(length))"
        }
        pen = start + length
        column = end
      }
    }
    return data
  }

  /// What thinning left out, if anything.
  func notes(on name: String) -> [String] {
    let layer = name.isEmpty ? "" : " of “\(shortened(name, to: 240))”"
    return [
      rows.count < neurons
        ? "Of \(neurons) neurons\(layer), \(rows.count) evenly spaced ones are drawn." : nil,
      stepsPerColumn > 1
        ? "A mark stands for \(stepsPerColumn) steps with at least one spike." : nil,
      unknown > 0
        ? "\(counted(unknown, "value"))\(layer) that \(unknown == 1 ? "is no number was" : "are no numbers were") left out."
        : nil,
    ].compactMap(\.self)
  }
}

extension Scalar {
  /// Whether a neuron fired: spikes may be graded, bursts, or taken back.
  var isSpike: Bool { self != 0 && !isNaN }

  /// How many spikes it is: n for a burst of n, 1 for a graded spike or one taken back.
  var spikeCount: Int {
    guard isSpike else { return 0 }
    return magnitude == magnitude.rounded() && magnitude < 1e6 ? Int(magnitude) : 1
  }
}

/// A tensor `[T, B, …]` seen as one sample's steps and neurons.
struct SampleSequence {
  let steps: Int
  let neurons: Int
  private let scalars: [Scalar]
  private let samples: Int
  private let sample: Int

  init(_ tensor: Tensor, sample: Int) {
    steps = tensor.shape[0]
    samples = tensor.shape[1]
    require(
      (0..<samples).contains(sample), "Picture: no sample \(sample) in shape \(tensor.shape)")
    neurons = tensor.neuronCount
    scalars = tensor.scalars
    self.sample = sample
  }

  subscript(step: Int, neuron: Int) -> Scalar {
    scalars[(step * samples + sample) * neurons + neuron]
  }
}

extension Tensor {
  /// The neurons of one sample, all axes behind `[T, B]` together.
  var neuronCount: Int { shape.dimensions.dropFirst(2).reduce(1, *) }

  /// Stops the program unless there are axes of time and of samples.
  func requireSequence() {
    require(rank >= 2, "Picture: shape \(shape), expected [T, B, …]")
  }
}

/// `count` of the numbers 0..<total, evenly spaced, the first among them.
func evenly(_ count: Int, of total: Int) -> [Int] { (0..<count).map { $0 * total / count } }
