import SNNTensor
import SNNTestSupport
import Testing

/// What `valueWithGradient` records, and what it leaves alone.
@Suite struct TapeTests {
  struct Model: Parametric, Sendable {
    var weight: Tensor = [2, 3]
    var unused: Tensor = [[1, 1]]
    var frozen: Tensor = 5
    var parts: [Tensor] = [4, 6]

    mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, "weight")
      visitor.visit(&unused, "unused")
      visitor.visit(&frozen, "frozen", role: .fixed)
      visitor.visit(&parts, "parts")
    }
  }

  @Test func valueGradientsAndPaths() {
    // 5·(2² + 3²) + 4·6; d/dw = 10·w
    let (value, gradients) = valueWithGradient(at: Model()) { model in
      (model.weight.squared() * model.frozen).sum() + model.parts[0] * model.parts[1]
    }
    #expect(value == 89)
    #expect(!value.isRecorded)
    #expect(gradients.paths == ["weight", "unused", "parts.0", "parts.1"])
    #expect(gradients["weight"] == [20, 30])
    #expect(gradients["unused"] == [[0, 0]])
    #expect(gradients["parts.0"] == 6)
    #expect(gradients["parts.1"] == 4)
    #expect(gradients["frozen"] == nil)
  }

  @Test func aParameterUsedTwiceSumsItsGradients() {
    // x·x + 3x + x: 2x + 4
    let gradients = valueWithGradient(at: Tensor(5)) { x in x * x + 3 * x + x }.gradients
    #expect(gradients.tensors == [14])
  }

  @Test func aValueWithoutParametersHasZeroGradients() {
    let (value, gradients) = valueWithGradient(at: [1, 2] as Tensor) { _ in 7 }
    #expect(value == 7)
    #expect(gradients.tensors == [[0, 0]])
  }

  @Test func theParameterItself() {
    let (value, gradients) = valueWithGradient(at: [[3, 4] as Tensor, [[5]]]) { $0[1] }
    #expect(value == [[5]])
    #expect(gradients.tensors == [[0, 0], [[1]]])
  }

  @Test func noParameters() {
    let (value, gradients) = valueWithGradient(at: [Tensor]()) { _ in 7 }
    #expect(value == 7)
    #expect(gradients.tensors.isEmpty)
  }

  @Test func branchesAfterTheValueDoNotCount() {
    let gradients = valueWithGradient(at: Tensor(3)) { x in
      let value = x.squared()
      _ = value * 100
      return value
    }.gradients
    #expect(gradients.tensors == [6])
  }

  @Test func nothingIsRecordedOutside() {
    let a: Tensor = [1, 2]
    #expect(!a.isRecorded)
    #expect(!(a * a).exp().sum().isRecorded)
    _ = valueWithGradient(at: a) { x in
      #expect(x.isRecorded)
      #expect((a + x).isRecorded)
      #expect(!(a + a).isRecorded)
      #expect(!x.detached.isRecorded)
      #expect(!(x .> 1).isRecorded)
      return x.sum()
    }
    #expect(!a.isRecorded)
  }

  @Test func detachedStopsTheGradient() {
    let gradients = valueWithGradient(at: Tensor(3)) { x in x * x.detached }.gradients
    #expect(gradients.tensors == [3])
  }

  @Test func callsMayBeNestedThroughDetachedValues() {
    // f(x) = x·g'(x) with g(x) = x³ and g' taken as a constant: f' = 3x².
    let gradients = valueWithGradient(at: Tensor(2)) { x in
      x * valueWithGradient(at: x.detached) { $0.power(3) }.gradients.tensors[0]
    }.gradients
    #expect(gradients.tensors == [12])
  }

  @Test func errorsPassThrough() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try valueWithGradient(at: Tensor(1)) { _ in throw Stop() }
    }
  }

  /// A long chain must neither recurse nor keep everything: 100 000 steps of x ← x + 1.
  @Test func aLongChainDoesNotOverflowTheStack() {
    let gradients = valueWithGradient(at: Tensor(0)) { x in
      (0..<100_000).reduce(x) { value, _ in value + 1 }
    }.gradients
    #expect(gradients.tensors == [1])
  }

  @Test func customOperations() {
    // A hand-written pullback is believed: here ten times the true one.
    func tenfold(_ x: Tensor) -> Tensor { .recorded(x.detached, (x, { $0 * 10 })) }
    #expect(valueWithGradient(at: Tensor(2)) { tenfold($0) }.gradients.tensors == [10])

    func weighted(_ a: Tensor, _ b: Tensor) -> Tensor {
      .recorded(a.detached + b.detached, inputs: [a, b]) { [$0 * 2, $0 * 3] }
    }
    let both = valueWithGradient(at: [1, 1] as [Tensor]) { weighted($0[0], $0[1]) }
    #expect(both.gradients.tensors == [2, 3])
    #expect(valueWithGradient(at: Tensor(1)) { weighted(7, $0) }.gradients.tensors == [3])
  }

  @Test func rulesOfPlainInputsAreNotRun() {
    let gradients = valueWithGradient(at: Tensor(1)) { x in
      Tensor.recorded(
        x.detached, (x, { $0 }),
        (
          7,
          { _ in
            Issue.record("an input that needs no gradient was asked for one")
            return 0
          }
        ))
    }.gradients
    #expect(gradients.tensors == [1])
  }
}
