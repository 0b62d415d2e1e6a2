/// A size along an axis, as far as it is known when a network is read.
enum Size: Equatable {
  case fixed(Int)
  /// How many samples there are.
  case batch
}

/// A small array of sizes: shapes, and what is computed with them on the way to a reshape.
struct Sizes {
  /// As many numbers as such arrays have at most.
  static let limit = 1024

  var dimensions: [Int]
  let values: [Size]

  init(_ values: [Size], dimensions: [Int]) {
    (self.values, self.dimensions) = (values, dimensions)
  }

  init(_ values: [Size]) { self.init(values, dimensions: [values.count]) }

  /// The numbers, when none depends on the batch.
  var numbers: [Int]? {
    let numbers = values.compactMap { if case .fixed(let number) = $0 { number } else { nil } }
    return numbers.count == values.count ? numbers : nil
  }

  /// The elements at some places along one axis, in that order.
  func taking(_ places: [Int], axis: Int) -> Sizes {
    let inner = dimensions[(axis + 1)...].reduce(1, *)
    let outer = dimensions[..<axis].reduce(1, *)
    var result: [Size] = []
    for block in 0..<outer {
      for place in places {
        let start = (block * dimensions[axis] + place) * inner
        result += values[start..<(start + inner)]
      }
    }
    var dimensions = dimensions
    dimensions[axis] = places.count
    return Sizes(result, dimensions: dimensions)
  }

  /// The axes in another order.
  func transposed(_ axes: [Int]) -> Sizes {
    let places = AxisOrder(dimensions: dimensions, axes: axes).places
    return Sizes(places.map { values[$0] }, dimensions: axes.map { dimensions[$0] })
  }
}
