/// Layers applied one after the other.
///
///     let model = Sequential {
///       Linear(4, 16, using: &generator)
///       ReLU()
///       if dropout > 0 { Dropout(dropout) }
///       Linear(16, 3, using: &generator)
///     }
public struct Sequential: Layer {
  public var layers: [any Layer]

  public init(_ layers: [any Layer]) { self.layers = layers }

  public init(@SequentialBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  public func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
    var value = input
    for (index, layer) in layers.enumerated() {
      value = context.named("\(index)", type(of: layer)) { layer(value, &$0) }
    }
    return value
  }

  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    // By place, not through a copy: a copied layer would share its tensors, and every update of
    // them would then copy the numbers.
    for index in layers.indices { visitor.visit(&layers[index], "\(index)") }
  }
}

/// Collects the layers written in a block, with `if`, `if let`, `else` and `for`.
@resultBuilder
public enum SequentialBuilder {
  public static func buildExpression(_ layer: some Layer) -> [any Layer] { [layer] }
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
