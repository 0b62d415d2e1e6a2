import SNNSpiking
import SNNTestSupport
import Testing

/// Coupled layers that cannot work stop the program with a sentence that names both shapes.
@Suite struct CoupledMisuseTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, noLSTMSteps, noConvLSTMSteps, noGRUSteps, batch, evenKernel, evenKernelLSTM,
      evenConnection, connection, lstmGates
    case gruGates, lstmInput, lstmSizes, gruSizes, neuronState, selfRecurrence, filter

    var message: String {
      switch self {
      case .noSteps:
        "RecurrentCell<LeakyModel<Surrogate>, Linear>: input [0, 2, 3], "
          + "expected [T, B, …] with T ≥ 1"
      case .noLSTMSteps:
        "LSTMCell<Linear, Surrogate>: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .noConvLSTMSteps:
        "LSTMCell<Conv2d, Surrogate>: input [0, 2, 3, 4, 4], expected [T, B, …] with T ≥ 1"
      case .noGRUSteps: "GRUCell<Surrogate>: input [0, 2, 3], expected [T, B, …] with T ≥ 1"
      case .batch: "state: part 0 is [1, 2, 3], its input needs [1, 4, 3]"
      case .evenKernel: "convolutional: kernel [4, 3], expected odd sizes, which have a middle"
      case .evenKernelLSTM:
        "SpikingConvLSTM2d: kernel [2, 2], expected odd sizes, which have a middle"
      case .evenConnection:
        "Recurrent: the connection turns spikes [1, 2, 5, 5] into [1, 2, 6, 6], "
          + "the input is [1, 2, 5, 5]"
      case .connection:
        "Recurrent: the connection turns spikes [2, 3] into [2, 4], the input is [2, 3]"
      case .lstmGates: "LSTMCell: [2, 6] are not 4 gates of one size along axis 1"
      case .gruGates: "GRUCell: [2, 8] are not 3 gates of one size along axis 1"
      case .lstmInput: "matmul: inner dimensions differ: [4, 2, 3] · [2, 12]"
      case .lstmSizes: "SpikingLSTM: sizes 0 and 3"
      case .gruSizes: "SpikingGRU: sizes 2 and 0"
      case .neuronState: "state [1, 2, 3] for input [2, 3], expected [2, 2, 3]"
      case .selfRecurrence: "2 values of recurrence for 3 neurons"
      case .filter: "alpha = 1.5 is not in 0.0...1.0"
      }
    }

    func commit() {
      let key = RandomKey(seed: 1)
      var generator = key.generator
      let recurrent = Recurrent(Leaky(beta: 0.5), through: .allToAll(3, using: &generator))
      let thresholds = SpikingLayer(
        FiringModel(surrogate: Surrogate.arctan()), coefficients: [0.1])
      func linear(_ inputs: Int, _ outputs: Int) -> Linear {
        Linear(weight: .ones([inputs, outputs]), bias: .ones([outputs]))
      }
      switch self {
      case .noSteps: _ = recurrent.answer(to: .zeros([0, 2, 3]))
      case .noLSTMSteps: _ = SpikingLSTM(3, 4, using: &generator).answer(to: .zeros([0, 2, 3]))
      case .noConvLSTMSteps:
        _ = SpikingConvLSTM2d(3, 4, kernel: 3, using: &generator)
          .answer(to: .zeros([0, 2, 3, 4, 4]))
      case .noGRUSteps: _ = SpikingGRU(3, 4, using: &generator).answer(to: .zeros([0, 2, 3]))
      case .batch:
        var state = ModelState.rest
        _ = recurrent(.zeros([1, 2, 3]), key: key, state: &state)
        _ = recurrent(.zeros([1, 4, 3]), key: key, state: &state)
      case .evenKernel:
        _ = Recurrent(
          Leaky(beta: 0.5), through: .convolutional(2, kernel: Extent(4, 3), using: &generator))
      case .evenKernelLSTM: _ = SpikingConvLSTM2d(2, 3, kernel: 2, using: &generator)
      case .evenConnection:
        let connection = Conv2d(2, 2, kernel: 2, padding: 1, using: &generator)
        _ = Recurrent(Leaky(beta: 0.5), through: connection).answer(to: .zeros([3, 1, 2, 5, 5]))
      case .connection:
        _ = Recurrent(Leaky(beta: 0.5), through: linear(3, 4)).answer(to: .zeros([1, 2, 3]))
      case .lstmGates:
        let cell = LSTMCell(input: linear(3, 6), recurrent: linear(1, 6), neurons: thresholds)
        _ = Unrolled(cell).answer(to: .zeros([1, 2, 3]))
      case .gruGates:
        let cell = GRUCell(input: linear(3, 8), recurrent: linear(2, 8), neurons: thresholds)
        _ = Unrolled(cell).answer(to: .zeros([1, 2, 3]))
      case .lstmInput: _ = SpikingLSTM(2, 3, using: &generator).answer(to: .zeros([4, 2, 3]))
      case .lstmSizes: _ = SpikingLSTM(0, 3, using: &generator)
      case .gruSizes: _ = SpikingGRU(2, 0, using: &generator)
      case .neuronState:
        _ = Synaptic(alpha: 0.5, beta: 0.5).step(.zeros([2, 3]), .zeros([1, 2, 3]))
      case .selfRecurrence:
        _ = SelfRecurrent(Leaky(beta: 0.5), weight: .fixed(perNeuron: [1, 2]))
          .answer(to: .zeros([1, 2, 3]))
      case .filter: _ = SynapticFilter(alpha: 1.5)
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
