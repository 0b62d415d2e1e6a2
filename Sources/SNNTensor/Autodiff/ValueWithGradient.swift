/// The gradients of one value with respect to a model's trained parameters.
public struct Gradients: Sendable {
  /// One gradient per trained parameter, in the order of `visitParameters`.
  public var tensors: [Tensor]

  /// Where each parameter is: `0.weight`.
  public let paths: [String]

  /// How far each running parameter is to be moved back, in the order of `visitParameters`.
  public let movements: [Tensor]

  /// Gradients computed elsewhere: one path per tensor, in the order of `visitParameters`.
  public init(tensors: [Tensor], paths: [String], movements: [Tensor] = []) {
    self.tensors = tensors
    self.paths = paths
    self.movements = movements
  }

  /// The gradient of the parameter at a path, nil where no trained parameter is.
  public subscript(_ path: String) -> Tensor? {
    paths.firstIndex(of: path).map { tensors[$0] }
  }
}

/// Runs `body` on the model and returns its value with the gradient of every trained parameter.
///
/// Recording lives and dies with this call: there is no mode to enter or leave and nothing to
/// reset.  A parameter the value does not depend on gets a gradient of zeros.
///
///     let (loss, gradients) = valueWithGradient(at: model) { model in
///       loss(model(batch, &context), labels)
///     }
///
/// - Parameters:
///   - model: what to differentiate with respect to: a model, a tensor or an array of tensors.
///   - body: computes a single number from the model.
/// - Returns: the value, and its gradients in the order of `visitParameters`.
/// - Throws: what `body` throws.
/// - Precondition: the value has exactly one element and belongs to no other call.
public func valueWithGradient<Model: Parametric>(
  at model: Model, of body: (Model) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
  let (value, gradients, _) = try valueWithGradients(at: model) { (try body($0), []) }
  return (value, gradients)
}

/// As `valueWithGradient`, with the gradients of results on the way to the value as well.
///
///     let (loss, gradients, ofHidden) = valueWithGradients(at: model) { model in
///       let hidden = model.hidden(batch, &context)
///       return (loss(model.output(hidden, &context), labels), [hidden])
///     }
///
/// - Parameters:
///   - model: what to differentiate with respect to: a model, a tensor or an array of tensors.
///   - body: computes a single number from the model, and hands on what else is of interest.
/// - Returns: the value, the gradients of the parameters, and one gradient for each result handed
///   on, of its shape; zeros where the value does not depend on it.
/// - Throws: what `body` throws.
/// - Precondition: as for `valueWithGradient`; the results belong to this call too.
public func valueWithGradients<Model: Parametric>(
  at model: Model, of body: (Model) throws -> (value: Tensor, watched: [Tensor])
) rethrows -> (value: Tensor, gradients: Gradients, watched: [Tensor]) {
  var leaves = LeafPlacer()
  var copy = model
  copy.visitParameters(&leaves)
  let (value, watched) = try body(copy)
  require(
    value.count == 1, "valueWithGradient: the value has shape \(value.shape), not one element")
  for node in ([value] + watched).compactMap(\.node) {
    require(node.tape === leaves.tape, "valueWithGradient: the value is of another call")
  }
  let places = Set(watched.compactMap { $0.node?.index })
  var (adjoints, passed): ([Tensor?], [Int: Tensor]) = ([], [:])
  if let node = value.node {
    adjoints = leaves.tape.gradients(
      of: [(node, .ones(value.shape))], leaves: leaves.places.count
    ) { if places.contains($0) { passed[$0] = $1 } }
  }
  var (tensors, paths, movements): ([Tensor], [String], [Tensor]) = ([], [], [])
  for (index, place) in leaves.places.enumerated() {
    let tensor = (index < adjoints.count ? adjoints[index] : nil) ?? .zeros(place.shape)
    if place.role == .running {
      movements.append(tensor)
    } else {
      tensors.append(tensor)
      paths.append(place.path)
    }
  }
  let gradients = watched.map { result in
    // A result that is a parameter itself has its gradient among the leaves.
    let index = result.node?.index
    return index.flatMap { passed[$0] ?? ($0 < adjoints.count ? adjoints[$0] : nil) }
      ?? .zeros(result.shape)
  }
  return (
    value.detached, Gradients(tensors: tensors, paths: paths, movements: movements), gradients
  )
}
