import SNNTensor
import SNNTestSupport
import Testing

/// What `valueWithPullback` records, and how its pullback is used from an outer tape.
@Suite struct PullbackTests {
  /// u′ = w·u + x and the product u·x, of which either may go unused.
  private func step(_ weight: Tensor, _ inputs: [Tensor]) -> [Tensor] {
    [weight * inputs[1] + inputs[0], inputs[0] * inputs[1]]
  }

  @Test func valuesAndAdjoints() {
    let (values, pullback) = valueWithPullback(at: Tensor(3), inputs: [5, 7], of: step)
    #expect(values == [26, 35])
    #expect(values.allSatisfy { !$0.isRecorded })
    // 2·(w·u + x) + 10·(x·u): x: 2 + 10u, u: 2w + 10x, w: 2u
    let (inputs, parameters) = pullback([2, 10])
    #expect(inputs == [72, 56])
    #expect(parameters == [14])
  }

  @Test func whatDoesNotDependHasNoAdjoint() {
    let (_, onlyProduct) = valueWithPullback(at: Tensor(3), inputs: [5, 7], of: step)
    let (inputs, parameters) = onlyProduct([nil, 1])
    #expect(inputs == [7, 5])
    #expect(parameters == [nil])
    let (_, none) = valueWithPullback(at: Tensor(3), inputs: [5, 7], of: step)
    #expect(none([nil, nil]).inputs == [nil, nil])
    let (_, constant) = valueWithPullback(at: Tensor(3), inputs: [5]) { _, _ in [4] }
    #expect(constant([1]).inputs == [nil])
  }

  /// An input handed on as a value, twice.
  @Test func anInputHandedThrough() {
    let (values, pullback) = valueWithPullback(at: Tensor(3), inputs: [5]) { [$1[0], $1[0]] }
    #expect(values == [5, 5])
    #expect(pullback([2, 4]).inputs == [6])
  }

  /// Two steps of a recurrence, taken back by hand inside an outer record.
  @Test func stepsInsideAnOuterRecord() {
    // u₂ = w·(w·u₀ + x) + x: dw = 2w·u₀ + x, dx = w + 1
    let gradients = valueWithGradient(at: [3 as Tensor, 5]) { outer in
      let (weight, input) = (outer[0], outer[1])
      #expect(weight.parameters[0].value.isRecorded)
      let (first, firstBack) = valueWithPullback(
        at: weight, inputs: [input, 7]
      ) { [$0 * $1[1] + $1[0]] }
      let (second, secondBack) = valueWithPullback(
        at: weight, inputs: [input, first[0]]
      ) { [$0 * $1[1] + $1[0]] }
      return .recorded(second[0], inputs: [weight, input]) { gradient in
        let last = secondBack([gradient])
        let before = firstBack([last.inputs[1]])
        return [
          (last.parameters[0] ?? 0) + (before.parameters[0] ?? 0),
          (last.inputs[0] ?? 0) + (before.inputs[0] ?? 0),
        ]
      }
    }.gradients
    #expect(gradients.tensors == [47, 4])
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case tensorOfTheOuterTape, valueOfTheOuterTape, secondCall, adjointShape, adjointCount

    var message: String {
      switch self {
      case .tensorOfTheOuterTape: "a tensor of one valueWithGradient call was used in another"
      case .valueOfTheOuterTape: "valueWithPullback: a value is of another call"
      case .secondCall: "pullback: called a second time; its record is used up"
      case .adjointShape: "pullback: adjoint [2] of a value []"
      case .adjointCount: "pullback: 0 adjoints for 1 values"
      }
    }

    func commit() {
      let (_, pullback) = valueWithPullback(at: Tensor(3), inputs: []) { x, _ in [x * x] }
      switch self {
      case .tensorOfTheOuterTape:
        _ = valueWithGradient(at: Tensor(3)) { outer in
          valueWithPullback(at: outer, inputs: []) { inner, _ in [inner * outer] }.values[0]
        }
      case .valueOfTheOuterTape:
        _ = valueWithGradient(at: Tensor(3)) { outer in
          valueWithPullback(at: outer, inputs: []) { _, _ in [outer * 2] }.values[0]
        }
      case .secondCall:
        _ = pullback([1])
        _ = pullback([1])
      case .adjointShape: _ = pullback([[1, 2]])
      case .adjointCount: _ = pullback([])
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
