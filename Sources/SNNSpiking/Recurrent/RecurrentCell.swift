public import SNNLayers

/// Neurons that see, beside their input, their own spikes of the step before through a connection.
///
///     S[t] = neurons(X[t] + V(S[t−1])),   S[−1] = 0
///
/// X current, S spikes, V the connection, with its bias if it has one; all dimensionless.  V may be
/// any layer without state that maps spikes `[B, …]` to currents of the same shape.
///
/// The gradient goes through V(S[t−1]) by the neurons' surrogate, also where a reset is detached.
/// The membrane and the spikes are both part of the state that is carried on.
///
/// - Reference: Bellec et al., *Long Short-Term Memory and Learning-to-Learn in Networks of
///   Spiking Neurons*, 2018.
public struct RecurrentCell<Model: NeuronModel, Connection: Layer>: Cell {
  /// The neurons.
  public var neurons: SpikingLayer<Model>

  /// V, from the spikes of one step to the currents of the next.
  public var connection: Connection

  /// Neurons and the connection from each other.
  public init(_ neurons: SpikingLayer<Model>, through connection: Connection) {
    self.neurons = neurons
    self.connection = connection
  }

  /// The neurons' own states and their last spikes: `[states, B, …]` and `[B, …]`.
  public func restingState(for input: Shape) -> [Tensor] {
    [neurons.restingState(for: input), .zeros(input)]
  }

  /// One step of all neurons.
  /// - Precondition: the connection gives a current of the spikes' shape.
  public func step(
    _ input: Tensor, _ state: [Tensor], _ context: inout Context
  ) -> (output: Tensor, state: [Tensor]) {
    let feedback = connection(state[1], &context)
    require(
      feedback.shape == input.shape,
      "Recurrent: the connection turns spikes \(state[1].shape) into \(feedback.shape), "
        + "the input is \(input.shape)")
    let (output, membranes) = neurons.step(input + feedback, state[0])
    return (output, [membranes, output])
  }

  /// U, the first of the neurons' states.
  public func membrane(of state: [Tensor]) -> Tensor {
    state[0].slice(0..<1).reshaped(to: state[1].shape)
  }

  /// As the neurons.
  public static var spikes: Bool { Model.spikes }

  /// Visits the neurons' coefficients and then the connection.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&neurons, "neurons")
    visitor.visit(&connection, "connection")
  }
}

extension RecurrentCell: FeedbackProjection {
  /// The connection's.
  public var feedbackFanOut: Scalar { (connection as? any Projection)?.fanOut ?? 0 }
}

/// A layer of neurons connected with each other, `[T, B, …] → [T, B, …]`.
///
///     Recurrent(Leaky(beta: 0.9), through: .allToAll(64, using: &generator))
///     Recurrent(
///       Synaptic(alpha: 0.8, beta: 0.9), through: .convolutional(8, kernel: 3, using: &generator))
///
/// Neurons that see only their own spike are a `SelfRecurrent` layer, which is faster.
public typealias Recurrent<Model: NeuronModel, Connection: Layer> =
  Unrolled<RecurrentCell<Model, Connection>>

extension Unrolled {
  /// Neurons that see their own spikes of the step before.
  ///
  /// - Parameters:
  ///   - neurons: the neurons, `Leaky(beta: 0.9)` or any other.
  ///   - connection: V; `.allToAll`, `.convolutional` or a layer that keeps the shape.
  public init<Model, Connection>(
    _ neurons: SpikingLayer<Model>, through connection: Connection
  ) where Stepping == RecurrentCell<Model, Connection> {
    self.init(RecurrentCell(neurons, through: connection))
  }
}

extension Layer where Self == Linear {
  /// From every neuron to every neuron, itself included, with a bias: `[B, F] → [B, F]`.
  ///
  /// Weights and biases are uniform in ±1/√F, as PyTorch draws them.
  ///
  /// - Precondition: at least one neuron.
  public static func allToAll(_ features: Int, using generator: inout SplitMix64) -> Linear {
    Linear(features, features, using: &generator)
  }
}

extension Layer where Self == Conv2d {
  /// From every neuron to those in a window around it, in all channels, with a bias:
  /// `[B, C, H, W] → [B, C, H, W]`.
  ///
  /// Weights and biases are uniform in ±1/√n with n = C·kh·kw, as PyTorch draws them.
  ///
  /// - Precondition: at least one channel, and a kernel of odd sizes: an even one has no middle, so
  ///   that no padding keeps the image's size.
  public static func convolutional(
    _ channels: Int, kernel: Extent, using generator: inout SplitMix64
  ) -> Conv2d {
    Conv2d(
      channels, channels, kernel: kernel, padding: samePadding(kernel, "convolutional"),
      using: &generator)
  }
}

/// The padding with which a kernel keeps the size of an image.
/// - Precondition: both sizes are odd.
func samePadding(_ kernel: Extent, _ layer: StaticString) -> Extent {
  require(
    kernel.height % 2 == 1 && kernel.width % 2 == 1,
    "\(layer): kernel [\(kernel.height), \(kernel.width)], expected odd sizes, which have a middle")
  return Extent(kernel.height / 2, kernel.width / 2)
}
