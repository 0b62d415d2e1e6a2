import ArgumentParser
import SNN
import SNNCommandLine

/// Flags that say of a network what its file does not.
struct SpecOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the network computes: a YAML file (- for standard input), or a preset: "
        + NetworkPreset.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "spec"))
  var spec: String?

  @Option(
    help: ArgumentHelp(
      "The shape of one sample, channels first, for a preset or a model that PyTorch saved whole.",
      valueName: "1,28,28"), transform: sampleShape)
  var input: Shape?

  @Option(
    help: ArgumentHelp(
      "What is subtracted from samples first: a number, or one per channel.", valueName: "0.1307"),
    transform: numbers)
  var mean: [Double]?

  @Option(
    help: ArgumentHelp(
      "What samples are divided by then: a number, or one per channel.", valueName: "0.3081"),
    transform: numbers)
  var std: [Double]?

  /// Whether any of the flags was given.
  var isGiven: Bool { spec != nil || !given.isEmpty }

  /// What makes a network of a file; nil of it where neither the file nor the flags say enough.
  ///
  /// The spec is read here, so that what is wrong with it is known before the weights are read.
  func reader() throws -> (NetworkFile) throws -> LoadedNetwork? {
    let own = try specified()
    return { file in
      guard let own else {
        guard var network = try file.network(input: input) else {
          if let flag = given.first {
            throw UserError(
              message: "\(flag) is of no use: \(file.whatIsMissing)",
              hint: "name a spec or a preset with --spec")
          }
          return nil
        }
        network.graph = try network.graph.normalizing(normalization)
        return network
      }
      guard let tensors = file.namedTensors else {
        throw UserError(
          message: "the file says itself what it computes, so that --spec is not used",
          hint: "leave --spec out")
      }
      return LoadedNetwork(try own(tensors))
    }
  }

  /// The flags besides `--spec` that were given.
  private var given: [String] {
    [("--input", input != nil), ("--mean", mean != nil), ("--std", std != nil)]
      .filter(\.1).map(\.0)
  }

  private var normalization: InputNormalization {
    InputNormalization(mean: mean ?? [0], deviation: std ?? [1])
  }

  /// What `--spec` says.
  private func specified() throws -> (
    ([(name: String, tensor: Tensor)]) throws -> SpecifiedNetwork
  )? {
    guard let spec else { return nil }
    guard let preset = NetworkPreset(rawValue: spec) else {
      if let flag = given.first {
        throw UserError(
          message: "\(flag) is not used with a spec, which says it itself",
          hint: "leave it out, or name a preset with --spec")
      }
      let network = try SpecFile(contentsOf: spec).spec
      return { try SpecifiedNetwork(network, tensors: $0) }
    }
    guard let input else {
      throw UserError(
        message: "the preset \(spec) needs the shape of one sample",
        hint: "add --input with channels, height and width, such as --input 3,32,32")
    }
    return { tensors in
      try preset.network(input: input, normalization: normalization, tensors: tensors)
    }
  }
}

/// Reads `1,28,28`.
private func sampleShape(_ text: String) throws -> Shape {
  let sizes = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
  guard (1...3).contains(sizes.count), sizes.allSatisfy({ 1...(1 << 24) ~= $0 ?? 0 }) else {
    throw ValidationError("“\(text)” is not the shape of a sample such as 1,28,28")
  }
  return Shape(sizes.compactMap { $0 })
}

/// Reads `0.5` or `0.485,0.456,0.406`.
private func numbers(_ text: String) throws -> [Double] {
  try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
    guard let number = Double(part), number.isFinite else {
      throw ValidationError("“\(text)” is not a number, or several such as 0.485,0.456,0.406")
    }
    return number
  }
}
