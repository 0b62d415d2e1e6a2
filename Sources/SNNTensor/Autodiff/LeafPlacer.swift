/// Gives every trained or running parameter its place on a fresh tape.
struct LeafPlacer: ParameterVisitor {
  var path: [String] = []
  let tape = Tape()
  private(set) var places: [(path: String, shape: Shape, role: ParameterRole)] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    guard role != .fixed else { return }
    places.append((joinedPath, parameter.shape, role))
    parameter = Tensor(
      scalars: parameter.scalars, shape: parameter.shape, node: tape.leaf())
  }
}
