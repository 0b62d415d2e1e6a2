/// Layers applied one after the other: y = fₙ(… f₁(x)).
///
/// Each layer is named by its place: parameters are `0.weight`, recordings come from `0`.
///
///     let model = Sequential {
///       Linear(4, 16, using: &generator)
///       ReLU()
///       if dropout > 0 { Dropout(dropout) }
///       Linear(16, 3, using: &generator)
///     }
public struct Sequential: Layer {
  /// The layers in the order in which they run.
  public var layers: [any Layer]

  /// A model of these layers; without any it hands on its input.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// A model of the layers written in the block.
  public init(@SequentialBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  /// The answer of the last layer; shapes as the first takes and the last gives.
  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    var value = input
    for (index, layer) in layers.enumerated() {
      value = context.named("\(index)", type(of: layer)) { layer(value, &$0) }
    }
    return value
  }

  /// Visits the layers under their places: `0.weight`.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    // By place, not through a copy: a copied layer would share its tensors, and every update of
    // them would then copy the numbers.
    for index in layers.indices { visitor.visit(&layers[index], "\(index)") }
  }
}

/// Collects the layers written in a block, with `if`, `if let`, `else` and `for`.
@resultBuilder
public enum SequentialBuilder {
  /// One layer.
  public static func buildExpression(_ layer: some Layer) -> [any Layer] { [layer] }

  /// The lines of a block, one after the other.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }

  /// An `if` without `else`: nothing when it does not hold.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }

  /// The branch of an `if` that holds.
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }

  /// The branch of an `if` that does not hold.
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }

  /// The rounds of a `for`, one after the other.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
