import Foundation
import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

/// One operation of `LaneNumber`, written once for every number type.
enum LaneOperation: String, CaseIterable, Sendable {
  case sum, difference, product, quotient, sumWithNumber, numberMinus, timesNumber, numberOver
  case heaviside, magnitude, exponential, maximum, minimum, spike

  func callAsFunction<L: LaneNumber>(_ a: L, _ b: L) -> L {
    switch self {
    case .sum: a + b
    case .difference: a - b
    case .product: a * b
    case .quotient: a / b
    case .sumWithNumber: (a + 2) + (3 + b)
    case .numberMinus: (2 - a) * (b - 3)
    case .timesNumber: (a * 2) * (3 * b)
    case .numberOver: (2 / a) / (b / 3)
    case .heaviside: a.heaviside
    case .magnitude: a.magnitude
    case .exponential: a.exponential
    case .maximum: L.maximum(a, b)
    case .minimum: L.minimum(a, b)
    case .spike: (a - b).spike(Softsign())
    }
  }
}

/// x/(1 + |x|) with its own derivative.
struct Softsign: SpikeFunction {
  func value<P: PlainNumber>(at distance: P) -> P { distance / (1 + distance.magnitude) }

  func derivative<P: PlainNumber>(at distance: P) -> P {
    let root = 1 + distance.magnitude
    return 1 / (root * root)
  }
}

/// H(x) with softsign's derivative standing in.
struct HardSpike: SpikeFunction {
  func value<P: PlainNumber>(at distance: P) -> P { distance.heaviside }
  func derivative<P: PlainNumber>(at distance: P) -> P { Softsign().derivative(at: distance) }
}

@Suite struct LaneNumberTests {
  /// Sixteen numbers, with everything that is special about floating point.
  static let numbers: [Scalar] = [
    0, -0.0, 1, -1, 0.3, -2.7, .infinity, -.infinity, .nan, 1e30, -1e30, 1e-30,
    .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 88, -88,
  ]

  private func lanes(_ values: [Scalar]) -> Lanes {
    var lanes = Lanes(0)
    for (index, value) in values.enumerated() { lanes[index] = value }
    return lanes
  }

  private func isSame(_ a: Scalar, _ b: Scalar) -> Bool { a == b || (a.isNaN && b.isNaN) }

  @Test(arguments: LaneOperation.allCases)
  func lanesAreSixteenScalars(_ operation: LaneOperation) {
    for shift in 0..<16 {
      let others = (0..<16).map { Self.numbers[($0 + shift) % 16] }
      let result = operation(lanes(Self.numbers), lanes(others))
      for lane in 0..<16 {
        let alone = operation(Self.numbers[lane], others[lane])
        #expect(
          isSame(result[lane], alone), "\(operation)(\(Self.numbers[lane]), \(others[lane]))")
      }
    }
  }

  @Test func scalarsByHand() {
    #expect(Scalar(0).heaviside == 0)
    #expect(Scalar.leastNonzeroMagnitude.heaviside == 1)
    #expect(Scalar(-3).heaviside == 0)
    #expect(Scalar.nan.heaviside == 0)
    #expect(LaneOperation.magnitude(Scalar(-2), 0) == 2)
    #expect(LaneOperation.exponential(Scalar(0), 0) == 1)
    #expect(LaneOperation.maximum(Scalar(1), 2) == 2)
    #expect(LaneOperation.maximum(Scalar(2), 1) == 2)
    #expect(LaneOperation.minimum(Scalar(1), 2) == 1)
    #expect(LaneOperation.minimum(Scalar(2), 1) == 1)
    #expect(LaneOperation.spike(Scalar(4), 1) == 0.75)
  }

  /// Against the C library, over the whole range and where it ends.
  @Test func exponentialWithinTwoUnitsInTheLastPlace() {
    let (bottom, top) = (log(Scalar.leastNonzeroMagnitude), log(Scalar.greatestFiniteMagnitude))
    let count = 20_000
    for i in 0...count {
      let x = bottom + (top - 0.001 - bottom) * Scalar(i) / Scalar(count)
      let expected = exp(x)
      #expect(abs(x.exponential - expected) <= 2 * expected.ulp, "e^\(x)")
    }
    for x in [top + 1, 1e30, .infinity] as [Scalar] { #expect(x.exponential == .infinity) }
    for x in [bottom - 1, -1e30, -.infinity] as [Scalar] { #expect(x.exponential == 0) }
    #expect(Scalar.nan.exponential.isNaN)
  }

  static let points: [(Scalar, Scalar)] = [(0.7, -1.3), (1.9, 0.4), (-0.8, -2.1), (-1.5, 1.1)]

  @Test(arguments: LaneOperation.allCases, points)
  func derivativesAgreeWithDifferences(_ operation: LaneOperation, _ point: (Scalar, Scalar)) {
    typealias Number = Dual<2, Scalar>
    let (a, b) = point
    let result = operation(Number(a, direction: 0), Number(b, direction: 1))
    #expect(result.value == operation(a, b))
    let step: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-3 : 2e-2
    func slope(_ along: (Scalar) -> Scalar) -> Scalar {
      (8 * (along(step) - along(-step)) - along(2 * step) + along(-2 * step)) / (12 * step)
    }
    let expected = Tensor([slope { operation(a + $0, b) }, slope { operation(a, b + $0) }])
    let tolerance: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-9 : 1e-4
    expectClose(
      Tensor([result.partials[0], result.partials[1]]), expected, relative: 10 * tolerance,
      absolute: tolerance)
  }

  @Test(arguments: LaneOperation.allCases)
  func dualLanesAreSixteenDuals(_ operation: LaneOperation) {
    let numbers = Tensor.uneven([16], in: -2...2).scalars
    let others = Tensor.uneven([16], in: -2...2, from: 40).scalars
    let result = operation(
      Dual<2, Lanes>(lanes(numbers), direction: 0), Dual<2, Lanes>(lanes(others), direction: 1))
    for lane in 0..<16 {
      let alone = operation(
        Dual<2, Scalar>(numbers[lane], direction: 0), Dual<2, Scalar>(others[lane], direction: 1))
      #expect(result.value[lane] == alone.value)
      #expect(result.partials[0][lane] == alone.partials[0])
      #expect(result.partials[1][lane] == alone.partials[1])
    }
  }

  /// Where there is no derivative, the documented one is taken.
  @Test func corners() {
    typealias Number = Dual<2, Scalar>
    let (a, b) = (Number(3, direction: 0), Number(3, direction: 1))
    for tie in [Number.maximum(a, b), Number.minimum(a, b)] {
      #expect(tie.value == 3)
      #expect(tie.partials[0] == 0)
      #expect(tie.partials[1] == 1)
    }
    #expect(Number(0, direction: 0).magnitude.partials[0] == 0)
    #expect(Number(0, direction: 0).heaviside.partials[0] == 0)
    #expect(a.detached.value == 3)
    #expect(a.detached.partials[0] == 0)
    func seven<L: LaneNumber>(_: L.Type) -> L { L(7) }
    #expect(seven(Number.self).value == 7)
    #expect(seven(Number.self).partials[1] == 0)
    #expect(Scalar(3).detached == 3)
    #expect(Lanes(3).detached == Lanes(3))
  }

  @Test func aSpikeHasItsStandInDerivative() {
    typealias Number = Dual<1, Scalar>
    for (distance, value) in [(1, 1), (0, 0), (-1, 0)] as [(Scalar, Scalar)] {
      let spike = (2 * Number(distance, direction: 0)).spike(HardSpike())
      #expect(spike.value == value)
      // 2/(1 + |2x|)²
      let root = 1 + abs(2 * distance)
      #expect(spike.partials[0] == 2 / (root * root))
    }
    #expect(Lanes(0.1).spike(HardSpike()) == Lanes(1))
  }

  @Test func slotsHoldWhatIsPutIn() {
    var slots = Slots<Scalar>(1, 2, 3)
    slots[11] = 9
    #expect((0..<12).map { slots[$0] } == [1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 9])
    #expect(Slots<Scalar>.capacity == 12)
  }

  @Test func mappedGoesLaneByLane() {
    let doubled = lanes(Self.numbers).mapped { $0 * 2 }
    for lane in 0..<16 { #expect(isSame(doubled[lane], Self.numbers[lane] * 2)) }
    #expect(Scalar(3).mapped { $0 * 2 } == 6)
  }
}
