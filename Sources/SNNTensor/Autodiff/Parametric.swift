/// Something with parameters.
///
/// The one visitor method is the only list of them: gradients, optimisers, saving, counting and
/// freezing all walk it.
///
///     mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
///       visitor.visit(&weight, "weight")
///       visitor.visit(&bias, "bias")
///     }
public protocol Parametric {
  /// Visits every parameter under its name, in the same order each time.
  mutating func visitParameters(_ visitor: inout some ParameterVisitor)
}

extension Parametric {
  /// Nothing to learn and nothing to save.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {}
}

/// What a parameter is for.
public enum ParameterRole: Sendable {
  /// Changed by the optimiser.
  case trained
  /// Moved by what its layer sees while training, as the statistics of a batch norm are.
  ///
  /// In place of a gradient the layer's pullback says how far the parameter is to be moved back:
  /// momentum·(parameter − observed).  It has no part in gradient norms, and no optimiser rule
  /// applies to it.
  case running
  /// Part of the model and of its file, but left as it is by training.
  case fixed
}

/// Walks the parameters of a model in a fixed order.
///
/// A visitor implements `visit(_:role:)` and stores `path`; models call the two methods that take a
/// name.
public protocol ParameterVisitor {
  /// The names of the enclosing parts, outermost first; kept by the walk itself.
  var path: [String] { get set }

  /// Called for every parameter; `path` ends with its name.
  mutating func visit(_ parameter: inout Tensor, role: ParameterRole)
}

extension ParameterVisitor {
  /// Visits a parameter under a name.
  public mutating func visit(
    _ parameter: inout Tensor, _ name: String, role: ParameterRole = .trained
  ) {
    path.append(name)
    visit(&parameter, role: role)
    path.removeLast()
  }

  /// Visits a part that has parameters of its own.
  public mutating func visit(_ part: inout some Parametric, _ name: String) {
    path.append(name)
    part.visitParameters(&self)
    path.removeLast()
  }

  /// The place as one word: `2.weight`.
  public var joinedPath: String { path.joined(separator: ".") }
}

extension Tensor: Parametric {
  /// A tensor is a trained parameter itself.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&self, role: .trained)
  }
}

extension Array: Parametric where Element: Parametric {
  /// Visits the elements under their places: `0`, `1`, ….
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    for index in indices { visitor.visit(&self[index], "\(index)") }
  }
}

extension Optional: Parametric where Wrapped: Parametric {
  /// Visits the parameters.
  public mutating func visitParameters(_ visitor: inout some ParameterVisitor) {
    // Taken out, not copied: a copy would share its numbers, and an update then copy them all.
    guard var part = take() else { return }
    part.visitParameters(&visitor)
    self = part
  }
}
