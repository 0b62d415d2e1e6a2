import SNN

/// The start of a spec, guessed from the names and shapes of tensors.
///
/// What they do not tell is marked `# ?`; where there is no guess at all, as for the height and width
/// of images, a letter stands that the reader of specs refuses.
struct SpecTemplate {
  private let groups: [TensorGroup]
  private let tensorCount: Int
  /// Whether the file lists its tensors by name, so that their order says nothing.
  private let isSorted: Bool
  /// Whether weights on their own lie `[inputs, outputs]`, as far as one fits the next so.
  private let liesInOut: Bool

  /// - Parameter tensors: in the order of the file.
  init(_ tensors: [(name: String, type: String, shape: Shape)]) {
    tensorCount = tensors.count
    isSorted = Self.isSorted(tensors.map { ($0.name, $0.type) })
    let found = TensorGroup.groups(tensors.map { ($0.name, $0.shape) })
    groups = TensorGroup.withBiases(isSorted ? found.sorted { $0.comesBefore($1) } : found)
    let weights = groups.compactMap { group -> Shape? in
      if case .linear(let shape) = group.kind, group.single != nil { shape } else { nil }
    }
    liesInOut =
      weights.count > 1 && zip(weights, weights.dropFirst()).allSatisfy { $0[1] == $1[0] }
  }

  /// The spec in YAML.
  var text: String {
    var lines = [
      "# Guessed from the names and shapes of \(counted(tensorCount, "tensor")).  Look up what is "
        + "marked # ?",
      "# where the network was trained: the file does not say it.",
    ]
    if isSorted {
      lines.append("# ? The file lists its tensors by name: bring the layers into their order.")
    }
    let layers = layers
    lines += head
    lines += layers.isEmpty ? ["layers: []  # ? no tensor looks like a layer's"] : ["layers:"]
    return (lines + layers).joined(separator: "\n")
  }

  /// Whether names stand in alphabetical order; programs may put number types one after the other
  /// first.
  private static func isSorted(_ tensors: [(name: String, type: String)]) -> Bool {
    guard tensors.count > 1 else { return false }
    return Set(tensors.map(\.type)).allSatisfy { type in
      let names = tensors.filter { $0.type == type }.map(\.name)
      return names == names.sorted()
    }
  }

  /// The inputs and outputs of a linear layer.
  private func sizes(_ shape: Shape, of group: TensorGroup) -> (inputs: Int, outputs: Int) {
    group.single != nil && liesInOut ? (shape[0], shape[1]) : (shape[1], shape[0])
  }

  /// The input, its normalization and the classes.
  private var head: [String] {
    let weighted = groups.filter(\.kind.isWeighted)
    var input = "input: [F]  # ? the shape of one sample, channels first"
    if let first = weighted.first {
      switch first.kind {
      case .convolution(let shape) where shape.rank == 4:
        input = "input: [\(shape[1]), H, W]  # ? height and width of a sample"
      case .convolution(let shape): input = "input: [\(shape[1]), L]  # ? length of a sample"
      case .linear(let shape):
        let features = sizes(shape, of: first).inputs
        input = "input: [\(features)]  # ? or the shape of a sample, if the network flattens it"
      default: break
      }
    }
    var scores = "the scores"
    if let last = weighted.last {
      switch last.kind {
      case .convolution(let shape): scores = "the \(shape[0]) scores"
      case .linear(let shape): scores = "the \(sizes(shape, of: last).outputs) scores"
      default: break
      }
    }
    return [
      input,
      "# mean: 0.5  # ? if samples are normalized first: (x - mean)/std, a number or one per channel",
      "# std: 0.5",
      "# classes: [a, b]  # ? the names of \(scores), in their order",
    ]
  }

  /// A line or some for every group.
  private var layers: [String] {
    var lines: [String] = []
    var channels: Int?
    let count = groups.filter(\.kind.isWeighted).count
    var left = count
    for (place, group) in groups.enumerated() {
      switch group.kind {
      case .convolution(let shape):
        lines.append(convolution(group, shape, after: channels))
        channels = shape[0]
      case .linear(let shape):
        if let channels { lines += flatten(channels, sizes(shape, of: group).inputs) }
        lines.append(linear(group, shape))
        channels = nil
      case .batchNorm(let isKeras):
        lines.append(
          isKeras
            ? "  - batchnorm: {weight: \(yaml(group.prefix)), epsilon: E}  # ? epsilon"
            : "  - batchnorm: \(yaml(group.prefix))")
      case .limit:
        lines.append(
          "  - qcfs: {limit: \(yaml(group.prefix)), levels: L}  # ? levels of the training")
        continue
      case .unknown:
        for (name, shape) in group.tensors {
          lines.append("  # ? \(printable(name, limit: 200)) \(shape) is of no layer known here")
        }
        continue
      }
      if group.kind.isWeighted { left -= 1 }
      if 1..<max(1, count) ~= left, !hasMore(behind: place) {
        lines.append("  - relu  # ? or another activation, or none")
        if channels != nil { lines.append("  # - maxpool: 2  # ? if there is a pool") }
      }
    }
    return lines
  }

  /// Whether a norm or a rectifier stands right behind a group.
  private func hasMore(behind place: Int) -> Bool {
    guard place + 1 < groups.count else { return false }
    return switch groups[place + 1].kind {
    case .batchNorm, .limit: true
    default: false
    }
  }

  private func convolution(
    _ group: TensorGroup, _ shape: Shape, after channels: Int?
  ) -> String {
    var settings = ["weight: \(yaml(group.prefix))"]
    var open = ["stride", "padding"]
    if let bias = group.bias {
      settings.append("bias: \(yaml(bias))")
      open.append("bias")
    }
    settings += ["stride: 1", "padding: 0"]
    if let channels, channels != shape[1], channels.isMultiple(of: shape[1]),
      shape[0].isMultiple(of: channels / shape[1])
    {
      settings.append("groups: \(channels / shape[1])")
      open.append("groups")
    }
    let kernel = shape.dimensions.dropFirst(2).map(String.init).joined(separator: "×")
    let isShortcut = ["downsample", "shortcut", "skip"].contains { group.prefix.contains($0) }
    return "  - conv: {\(settings.joined(separator: ", "))}  # ? \(open.joined(separator: ", ")); "
      + "\(shape[1]) to \(shape[0]) channels, kernel \(kernel)"
      + (isShortcut ? "; the shortcut of a residual block?" : "")
  }

  private func linear(_ group: TensorGroup, _ shape: Shape) -> String {
    let (inputs, outputs) = sizes(shape, of: group)
    guard group.single != nil else {
      return "  - linear: \(yaml(group.prefix))  # \(inputs) to \(outputs)"
    }
    let bias = group.bias.map { "bias: \(yaml($0)), " } ?? ""
    return "  - linear: {weight: \(yaml(group.prefix)), \(bias)layout: "
      + "\(liesInOut ? "in-out" : "out-in")}  # ? layout\(bias.isEmpty ? "" : ", bias"); "
      + "\(inputs) to \(outputs)"
  }

  /// What stands between images and features.
  private func flatten(_ channels: Int, _ features: Int) -> [String] {
    if features == channels {
      return ["  # - globalaveragepool  # ? there is one feature per channel", "  - flatten"]
    }
    guard features.isMultiple(of: channels) else { return ["  - flatten"] }
    let pixels = counted(features / channels, "pixel")
    return ["  - flatten  # \(features) features are \(pixels) of \(channels) channels"]
  }
}

/// A name as YAML takes it for nothing but a word.
private func yaml(_ name: String) -> String {
  let isWord =
    name.unicodeScalars.allSatisfy { "0"..."9" ~= $0 || isLetter($0) || "_.-/".contains("\($0)") }
    && name.unicodeScalars.first.map(isLetter) ?? false
  if isWord, !["true", "false", "null", "yes", "no", "on", "off"].contains(name.lowercased()) {
    return name
  }
  var text = ""
  for scalar in name.unicodeScalars {
    if scalar == "\"" || scalar == "\\" {
      text += "\\\(scalar)"
    } else if printable(String(scalar)) != String(scalar) {
      let digits = String(scalar.value, radix: 16)
      text += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return "\"\(text)\""
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  "a"..."z" ~= scalar || "A"..."Z" ~= scalar
}
