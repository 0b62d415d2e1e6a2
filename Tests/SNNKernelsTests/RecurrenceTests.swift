import SNNKernels
import SNNTensor
import SNNTestSupport
import Testing

@Suite struct RecurrenceTests {
  static let cases = [RecurrenceCase.squaring, .everything]
  static let sizes = [1, 15, 16, 17, 100, 5000].flatMap { elements in
    [1, 2, 7, 300].map { (elements, $0) }
  }

  /// The fused pass over sixteen lanes gives the bits of the step taken number by number, and
  /// these agree with the plain loop.
  @Test(arguments: cases, sizes)
  func forward(_ recurrence: RecurrenceCase, _ size: (elements: Int, steps: Int)) {
    let data = RecurrenceData(recurrence, elements: size.elements, steps: size.steps)
    checkForward(recurrence, data)
  }

  @Test(arguments: cases + RecurrenceCase.chains, [(1, 1), (17, 7)])
  func forwardOfConstantInput(_ recurrence: RecurrenceCase, _ size: (elements: Int, steps: Int)) {
    let data = RecurrenceData(
      recurrence, elements: size.elements, steps: size.steps, constant: true)
    checkForward(recurrence, data)
  }

  private func checkForward(_ recurrence: RecurrenceCase, _ data: RecurrenceData) {
    let (elements, steps) = (data.elements, data.steps)
    var state = data.state
    let output = recurrence.fused.forward(data.input, data.table, &state, steps)
    #expect(output.count == steps * elements)
    for element in data.samples {
      let (x, k) = (data.inputs(of: element), data.coefficients(of: element))
      let own = (0..<steps).map { output[$0 * elements + element] }
      let end = (0..<recurrence.states).map { state[$0 * elements + element] }
      var scalarState = data.state(of: element)
      expectEqual(own, recurrence.scalarLoop(x, k, &scalarState), "element \(element)")
      expectEqual(end, scalarState, "state of element \(element)")
      var plainState = scalarsToDoubles(data.state(of: element))
      var detached: [Double] = []
      let plain = recurrence.plainLoop(
        scalarsToDoubles(x), scalarsToDoubles(k), &plainState, &detached)
      expectClose(
        Tensor(own), Tensor(plain.map { Scalar($0) }), relative: 1e-4, absolute: 1e-5)
      expectClose(
        Tensor(end), Tensor(plainState.map { Scalar($0) }), relative: 1e-4, absolute: 1e-5)
    }
  }

  /// The largest size once is enough: unoptimised, it takes seconds.
  static let reverseSizes =
    sizes.map { (RecurrenceCase.squaring, $0.0, $0.1) }
    + sizes.filter { $0.0 * $0.1 < 100_000 }.map { (RecurrenceCase.everything, $0.0, $0.1) }

  @Test(arguments: reverseSizes)
  func reverse(_ recurrence: RecurrenceCase, _ elements: Int, _ steps: Int) {
    let data = RecurrenceData(recurrence, elements: elements, steps: steps)
    checkReverse(recurrence, data)
  }

  @Test(arguments: cases + RecurrenceCase.chains, [(1, 1), (17, 7), (100, 30)])
  func reverseOfConstantInput(_ recurrence: RecurrenceCase, _ size: (elements: Int, steps: Int)) {
    let data = RecurrenceData(
      recurrence, elements: size.elements, steps: size.steps, constant: true)
    checkReverse(recurrence, data)
  }

  @Test(arguments: RecurrenceCase.chains)
  func reverseOfManyStates(_ recurrence: RecurrenceCase) {
    checkReverse(recurrence, RecurrenceData(recurrence, elements: 17, steps: 7))
  }

  /// Adjoints against central differences of Σ w·output + Σ v·(state at the end) over the plain
  /// loop.
  private func checkReverse(_ recurrence: RecurrenceCase, _ data: RecurrenceData) {
    let (elements, steps) = (data.elements, data.steps)
    let weights = Tensor.uneven([steps * elements], from: 5).scalars
    let endWeights = Tensor.uneven([recurrence.states * elements], from: 11).scalars
    var stateAdjoint = endWeights
    let adjoints = recurrence.fused.reverse(
      weights, data.input, data.table, data.state, steps, &stateAdjoint, true)
    #expect(adjoints.coefficients.count == recurrence.coefficients * elements)
    for element in data.samples {
      let x = scalarsToDoubles(data.inputs(of: element))
      let k = scalarsToDoubles(data.coefficients(of: element))
      var detached: [Double] = []
      let start = scalarsToDoubles(data.state(of: element))
      func loss(_ x: [Double], _ k: [Double], from start: [Double]) -> Double {
        var state = start
        let output = recurrence.plainLoop(x, k, &state, &detached)
        return output.indices.reduce(0) {
          $0 + Double(weights[$1 * elements + element]) * output[$1]
        }
          + state.indices.reduce(0) {
            $0 + Double(endWeights[$1 * elements + element]) * state[$1]
          }
      }
      _ = loss(x, k, from: start)
      func slope(_ moved: (Double) -> Double) -> Scalar {
        Scalar((moved(1e-5) - moved(-1e-5)) / 2e-5)
      }
      var (actual, expected): ([Scalar], [Scalar]) = ([], [])
      if data.input.count == elements {
        actual.append(adjoints.input[element])
        expected.append(slope { h in loss(x.map { $0 + h }, k, from: start) })
      } else {
        for t in Set([0, 1, steps / 2, steps - 2, steps - 1]) where x.indices.contains(t) {
          actual.append(adjoints.input[t * elements + element])
          expected.append(slope { loss(moving(x, t, by: $0), k, from: start) })
        }
      }
      for index in k.indices {
        actual.append(adjoints.coefficients[index * elements + element])
        expected.append(slope { loss(x, moving(k, index, by: $0), from: start) })
      }
      for slot in start.indices {
        actual.append(stateAdjoint[slot * elements + element])
        expected.append(slope { loss(x, k, from: moving(start, slot, by: $0)) })
      }
      let scale = expected.map(abs).reduce(1, max)
      let tolerance: Scalar = MemoryLayout<Scalar>.size == 8 ? 1e-8 : 1e-4
      expectClose(
        Tensor(actual), Tensor(expected), relative: 10 * tolerance, absolute: tolerance * scale,
        "element \(element)")
    }
  }

  private func moving(_ values: [Double], _ index: Int, by step: Double) -> [Double] {
    var values = values
    values[index] += step
    return values
  }

  private func scalarsToDoubles(_ values: [Scalar]) -> [Double] { values.map { Double($0) } }

  /// The adjoints of the coefficients may be left out; that of the input has the same bits.
  @Test(arguments: cases + RecurrenceCase.chains)
  func reverseWithoutLearning(_ recurrence: RecurrenceCase) {
    let data = RecurrenceData(recurrence, elements: 100, steps: 7)
    let weights = Tensor.uneven([700], from: 5).scalars
    func adjoints(_ learns: Bool) -> (input: [Scalar], coefficients: [Scalar]) {
      var stateAdjoint = [Scalar](repeating: 0, count: data.state.count)
      return recurrence.fused.reverse(
        weights, data.input, data.table, data.state, 7, &stateAdjoint, learns)
    }
    expectEqual(adjoints(false).input, adjoints(true).input)
    #expect(adjoints(false).coefficients.isEmpty)
  }

  @Test func noElements() {
    var state: [Scalar] = []
    let fused = FusedRecurrence(Everything())
    let table = CoefficientTable([[1], [1], [1]], elements: 0)
    #expect(fused.forward([], table, &state, 3) == [])
    let adjoints = fused.reverse([], [], table, [], 3, &state, true)
    #expect(adjoints.input == [])
    #expect(adjoints.coefficients == [])
  }

  @Test func aTraceLeavesTheStateAlone() {
    let data = RecurrenceData(.squaring, elements: 17, steps: 7)
    var state = data.state
    let output = RecurrenceCase.squaring.fused.forward(data.input, data.table, &state, 7)
    expectEqual(FusedTrace(Squaring()).forward(data.input, data.table, data.state, 7), output)
  }

  @Test func twoPiecesAreTheWhole() {
    let data = RecurrenceData(.everything, elements: 17, steps: 7)
    let fused = RecurrenceCase.everything.fused
    var (whole, pieces) = (data.state, data.state)
    let output = fused.forward(data.input, data.table, &whole, 7)
    let first = fused.forward(Array(data.input[..<(3 * 17)]), data.table, &pieces, 3)
    let second = fused.forward(Array(data.input[(3 * 17)...]), data.table, &pieces, 4)
    expectEqual(first + second, output)
    expectEqual(pieces, whole)
  }
}
