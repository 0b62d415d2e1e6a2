public import SNNTensor

/// The parameters of a model, trained and fixed, in the order of `visitParameters`.
///
/// A name is the path to the parameter: `2.weight`.
public func namedParameters(of model: some Parametric) -> [(name: String, tensor: Tensor)] {
  var collector = ParameterCollector()
  var copy = model
  copy.visitParameters(&collector)
  return collector.parameters
}

/// Gives every parameter of a model, trained and fixed, the numbers stored under its name.
///
///     try load(SafetensorsFile(contentsOf: "model.safetensors").tensors, into: &model)
///
/// - Throws: an error of kind `badData` when the names are not exactly those of the model, one is
///   stored twice or a shape differs; it lists them, and the model stays as it was.
public func load(
  _ tensors: [(name: String, tensor: Tensor)], into model: inout some Parametric
) throws(FormatError) {
  let parameters = namedParameters(of: model)
  let expected = Set(parameters.map(\.name))
  var stored: [String: Tensor] = [:]
  var (twice, unexpected): ([String], [String]) = ([], [])
  for (name, tensor) in tensors {
    if stored.updateValue(tensor, forKey: name) != nil { twice.append(printable(name: name)) }
    if !expected.contains(name) { unexpected.append(printable(name: name)) }
  }
  var (missing, mismatched): ([String], [String]) = ([], [])
  for (name, tensor) in parameters {
    guard let found = stored[name] else {
      missing.append(printable(name: name))
      continue
    }
    if found.shape != tensor.shape {
      mismatched.append("\(printable(name: name)) (\(found.shape), in the model \(tensor.shape))")
    }
  }
  let problems = [
    ("missing", missing), ("unexpected", unexpected), ("stored twice", twice),
    ("of another shape", mismatched),
  ].filter { !$0.1.isEmpty }
  guard problems.isEmpty else {
    let lists = problems.map { "\($0.0): \(enumeration($0.1))" }.joined(separator: "; ")
    throw FormatError(
      "the stored tensors do not fit the model — \(lists)",
      hint: "build the model with the layers and sizes it had when it was saved")
  }
  var loader = ParameterLoader(stored: stored)
  model.visitParameters(&loader)
}

/// The names one after the other, a long list cut short.
private func enumeration(_ names: [String]) -> String {
  let shown = 20
  let rest = names.count > shown ? " and \(names.count - shown) more" : ""
  return names.prefix(shown).joined(separator: ", ") + rest
}

private struct ParameterCollector: ParameterVisitor {
  var path: [String] = []
  var parameters: [(name: String, tensor: Tensor)] = []

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    parameters.append((joinedPath, parameter.detached))
  }
}

private struct ParameterLoader: ParameterVisitor {
  var path: [String] = []
  let stored: [String: Tensor]

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    if let tensor = stored[joinedPath] { parameter = tensor.detached }
  }
}
