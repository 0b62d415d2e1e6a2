import Foundation
import SNNSpiking
import SNNTestSupport
import Testing

@Suite struct GoldenSurrogateTests {
  @Test(arguments: [
    ("surrogate_atan2", Surrogate.arctan(alpha: 2)),
    ("surrogate_fast_sigmoid25", .fastSigmoid(slope: 25)),
    ("surrogate_fast_sigmoid5", .fastSigmoid(slope: 5)),
    ("surrogate_sigmoid5", .sigmoid(slope: 5)),
    ("surrogate_straight_through", .straightThrough),
  ])
  func matchesEveryPointOfTheGrid(name: String, surrogate: Surrogate) throws {
    let fixture = try Fixture(name, in: .module)
    let grid = try fixture["x"].scalars
    expectClose(
      Tensor(grid.map { surrogate.derivative(at: $0) }), try fixture["derivative"],
      absolute: 1e-7)
    #expect(Tensor(grid.map { surrogate.value(at: $0) }) == (try fixture["spike"]))
  }
}
