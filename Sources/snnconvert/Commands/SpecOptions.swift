import ArgumentParser
import SNN
import SNNCommandLine

/// Flags that say what a network computes where its file does not.
struct SpecOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the network computes: a YAML file (- for standard input), or a preset: "
        + NetworkPreset.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "spec"))
  var spec: String?

  @Option(
    help: ArgumentHelp(
      "With a preset: the shape of one sample, channels first.", valueName: "1,28,28"),
    transform: sampleShape)
  var input: Shape?

  /// Whether any of the flags was given.
  var isGiven: Bool { spec != nil || input != nil }

  /// What makes a network of the tensors of a file; nil of it when the flags say nothing.
  ///
  /// The spec is read here, so that what is wrong with it is known before the weights are read.
  func reader() throws -> ([StoredTensor]) throws -> SpecifiedNetwork? {
    guard let spec else {
      if input != nil { throw uselessInput("without --spec") }
      return { _ in nil }
    }
    if let preset = NetworkPreset(rawValue: spec) {
      guard let input else {
        throw UserError(
          message: "the preset \(spec) needs the shape of one sample",
          hint: "add --input with channels, height and width, such as --input 3,32,32")
      }
      return { try preset.network(input: input, tensors: $0.map { ($0.name, $0.tensor) }) }
    }
    if input != nil { throw uselessInput("with a spec, which says it itself") }
    let network = try SpecFile(contentsOf: spec).spec
    return { try SpecifiedNetwork(network, tensors: $0.map { ($0.name, $0.tensor) }) }
  }

  private func uselessInput(_ condition: String) -> UserError {
    let names = NetworkPreset.allCases.map(\.rawValue).joined(separator: ", ")
    return UserError(
      message: "--input is not used \(condition)",
      hint: "leave it out, or name a preset with --spec: \(names)")
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
