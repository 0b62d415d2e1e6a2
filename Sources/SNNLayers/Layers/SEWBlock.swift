/// How the spikes of a residual branch meet those that go past it.
///
/// a are the branch's spikes, s the shortcut's, each 0 or 1.
/// - Reference: Fang et al., *Deep Residual Learning in Spiking Neural Networks*, 2021.
public enum SpikeConnection: Sendable, Hashable {
  /// a + s: identity when the branch is silent; counts up to 2.
  case add
  /// a·s, which is a ∧ s: identity when the branch always fires.
  case and
  /// (1 − a)·s, which is ¬a ∧ s: identity when the branch is silent, and spikes stay 0 or 1.
  case iand

  /// The meeting of both; also where a and s are not 0 or 1, by the same arithmetic.
  func callAsFunction(_ a: Tensor, _ s: Tensor) -> Tensor {
    switch self {
    case .add: a + s
    case .and: a * s
    case .iand: s - a * s
    }
  }
}

/// Spike-element-wise residual block: a branch of layers whose spikes meet those of a shortcut.
///
///     y = g(a, s)      a = branch(x), s = shortcut(x)
///
/// g is the connection.  The branch should end in spiking neurons; gradient reaches the input past
/// them, however deep the network.
///
///     SEWBlock(.add, branch: Sequential {
///       Conv2d(16, 16, kernel: 3, padding: 1, using: &generator).withoutBias
///       BatchNorm(16, in: .images)
///       Leaky(beta: 0.5)
///     })
///
/// Shapes: as branch and shortcut, which must agree.  Parts are named `branch` and `shortcut`.
///
/// - Reference: Fang et al., *Deep Residual Learning in Spiking Neural Networks*, 2021.
public struct SEWBlock<Branch: Layer, Shortcut: Layer>: Layer {
  /// How branch and shortcut are joined.
  public let connection: SpikeConnection
  /// The part with the layers.
  public var branch: Branch
  /// The part beside it, often nothing.
  public var shortcut: Shortcut

  /// - Parameters:
  ///   - connection: how the spikes meet.
  ///   - branch: what is learned beside the identity.
  ///   - shortcut: what the input passes on its way round, where the branch changes its shape.
  public init(_ connection: SpikeConnection, branch: Branch, shortcut: Shortcut) {
    self.connection = connection
    self.branch = branch
    self.shortcut = shortcut
  }

  /// The input itself goes past the branch.
  public init(_ connection: SpikeConnection, branch: Branch) where Shortcut == Sequential {
    self.init(connection, branch: branch, shortcut: Sequential([]))
  }

  /// - Precondition: branch and shortcut give the same shape.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    let a = context.named("branch") { branch(input, &$0) }
    let s = context.named("shortcut") { shortcut(input, &$0) }
    require(
      a.shape == s.shape, "SEWBlock: branch gives \(a.shape), shortcut \(s.shape)")
    return connection(a, s)
  }

  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&branch, "branch")
    visitor.visit(&shortcut, "shortcut")
  }
}
