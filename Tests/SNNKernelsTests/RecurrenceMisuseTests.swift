import SNNKernels
import SNNTestSupport
import Testing

/// Sizes that do not fit stop the program before any memory is read.
@Suite struct RecurrenceMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case untiled, emptyCoefficient, missingCoefficient, tableOfOtherSize, inputSize, noSteps
    case adjointSize, tooManySlots

    var message: String {
      switch self {
      case .untiled: "CoefficientTable: 3 values do not tile 4 elements"
      case .emptyCoefficient: "CoefficientTable: 0 values do not tile 4 elements"
      case .missingCoefficient: "recurrence: 0 coefficients for 4 elements, expected 1 for 4"
      case .tableOfOtherSize: "recurrence: 1 coefficients for 2 elements, expected 1 for 4"
      case .inputSize: "recurrence: 5 inputs and 8 outputs for 2 × 4"
      case .noSteps: "recurrence: 4 inputs and 0 outputs for 0 × 4"
      case .adjointSize: "recurrence: 7 output adjoints for 2 × 4"
      case .tooManySlots: "Slots: 13 values, at most 12 fit"
      }
    }

    func commit() {
      let fused = FusedRecurrence(Squaring())
      let table = CoefficientTable([[1, 2, 3, 4]], elements: 4)
      var state: [Scalar] = [0, 0, 0, 0]
      let input = [Scalar](repeating: 1, count: 8)
      switch self {
      case .untiled: _ = CoefficientTable([[1, 2, 3]], elements: 4)
      case .emptyCoefficient: _ = CoefficientTable([[]], elements: 4)
      case .missingCoefficient:
        _ = fused.forward(input, CoefficientTable([], elements: 4), &state, 2)
      case .tableOfOtherSize:
        _ = fused.reverse(
          input, input, CoefficientTable([[1, 2]], elements: 2), [0, 0, 0, 0], 2, &state, true)
      case .inputSize: _ = fused.forward([1, 2, 3, 4, 5], table, &state, 2)
      case .noSteps: _ = fused.forward([1, 2, 3, 4], table, &state, 0)
      case .adjointSize:
        _ = fused.reverse(Array(input[1...]), input, table, [0, 0, 0, 0], 2, &state, false)
      case .tooManySlots: _ = Slots<Scalar>(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    expectSentence(result, misuse.message)
  }
}
