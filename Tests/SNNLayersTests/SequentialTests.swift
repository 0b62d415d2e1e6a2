import SNNLayers
import SNNTestSupport
import Testing

@Suite struct SequentialTests {
  static let key = RandomKey(seed: 1)

  /// Adds a number: the layers' order can be read off the result.
  struct Adding: Layer {
    let amount: Tensor
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor { input + amount }
  }

  /// Multiplies by a number.
  struct Scaling: Layer {
    var factor: Tensor
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor { input * factor }
    mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&factor, "factor")
    }
  }

  @Test func layersRunInOrder() {
    let model = Sequential {
      Adding(amount: 1)
      Scaling(factor: 3)
      Adding(amount: 2)
    }
    #expect(model(5, key: Self.key) == 20)
    #expect(Sequential([Scaling(factor: 3), Adding(amount: 1)])(5, key: Self.key) == 16)
  }

  @Test func emptyIsTheIdentity() {
    let built = Sequential {}
    #expect(built(5, key: Self.key) == 5)
    #expect(built.parameterCount == 0)
    #expect(Sequential([])(5, key: Self.key) == 5)
  }

  /// Every branch with both outcomes.
  @Test(arguments: [true, false], [true, false])
  func branches(_ isOn: Bool, _ isLeft: Bool) {
    let optional: Scalar? = isOn ? 7 : nil
    let model = Sequential {
      if isOn { Adding(amount: 1) }
      if isLeft {
        Scaling(factor: 2)
      } else {
        Scaling(factor: 3)
        Adding(amount: 10)
      }
      if let optional { Adding(amount: Tensor(optional)) }
    }
    #expect(model.layers.count == (isOn ? 2 : 0) + (isLeft ? 1 : 2))
    let start: Scalar = isOn ? 6 : 5
    let middle = isLeft ? 2 * start : 3 * start + 10
    #expect(model(5, key: Self.key) == Tensor(middle + (isOn ? 7 : 0)))
  }

  @Test(arguments: [0, 1, 4])
  func loops(_ count: Int) {
    let model = Sequential {
      for index in 0..<count {
        Scaling(factor: 2)
        Adding(amount: Tensor(Scalar(index)))
      }
    }
    #expect(model.layers.count == 2 * count)
    #expect(model(1, key: Self.key) == Tensor([1, 2, 0, 0, 27][count] as Scalar))
  }

  @Test func pathsAndCounts() {
    var generator = SplitMix64(seed: 1)
    var model = Sequential {
      Linear(4, 3, using: &generator)
      ReLU()
      Sequential {
        Dropout(0.5)
        Linear(3, 2, using: &generator)
      }
    }
    #expect(model.parameterCount == 4 * 3 + 3 + 3 * 2 + 2)
    var names = PathCollector()
    model.visitParameters(&names)
    #expect(names.paths == ["0.weight", "0.bias", "2.1.weight", "2.1.bias"])
    #expect(names.path.isEmpty)
  }

  @Test func visitingChangesTheModelInPlace() {
    var model = Sequential {
      Linear(weight: .ones([100, 10]), bias: .zeros([10]))
      Sequential { Scaling(factor: .ones([1000])) }
    }
    var addresses = AddressCollector()
    model.visitParameters(&addresses)
    var doubling = Doubling()
    model.visitParameters(&doubling)
    var after = AddressCollector()
    model.visitParameters(&after)
    #expect(after.addresses == addresses.addresses)
    #expect((model.layers[0] as? Linear)?.weight == Tensor(repeating: 2, shape: [100, 10]))
  }

  struct PathCollector: ParameterVisitor {
    var path: [String] = []
    var paths: [String] = []
    mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
      paths.append(joinedPath)
    }
  }

  struct AddressCollector: ParameterVisitor {
    var path: [String] = []
    var addresses: [UInt] = []
    mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
      addresses.append(parameter.storageAddress)
    }
  }

  struct Doubling: ParameterVisitor {
    var path: [String] = []
    mutating func visit(_ parameter: inout Tensor, role: ParameterRole) { parameter *= 2 }
  }
}
