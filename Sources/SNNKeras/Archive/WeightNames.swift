internal import SNNFormats
internal import SNNHDF5

/// Gives the weights in an HDF5 file the names of their layers and variables.
struct WeightNames {
  private let file: HDF5File
  /// The places of the datasets, by path.
  private let places: [String: Int]

  init(_ file: HDF5File) {
    self.file = file
    var places: [String: Int] = [:]
    for (place, tensor) in file.tensors.enumerated() { places[tensor.name] = place }
    self.places = places
  }

  /// The weights of a `.keras` file: `layers/conv2d_1/vars/0` becomes `shallow/kernel`.
  ///
  /// A layer's group is named by its class and its number among those of that class.  Newer files
  /// add the layer's own name as an attribute, which must then agree.
  func named(by layers: [LayerConfig]) throws(FormatError) -> [StoredTensor] {
    let roots = ["layers", "_layer_checkpoint_dependencies"]
    let root = roots.first { root in places.keys.contains { $0.hasPrefix("\(root)/") } } ?? roots[0]
    var counts: [String: Int] = [:]
    var names: [Int: String] = [:]
    for layer in layers where !layer.isOperation {
      let folder = snakeCase(layer.className)
      let number = counts[folder, default: 0]
      counts[folder] = number + 1
      let group = "\(root)/\(folder)\(number == 0 ? "" : "_\(number)")/vars"
      if let owner = file.attributes[group]?["name"]?.first, owner != layer.name {
        throw layer.refused(
          "stands where the file has the weights of “\(printable(owner, limit: 200))”",
          hint: KerasHint.saveAgain)
      }
      let variables = try LayerRule.of(layer.className)?.variables(layer)
      var index = 0
      while let place = places["\(group)/\(index)"] {
        let variable =
          variables.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "\(index)"
        names[place] = "\(layer.name)/\(variable)"
        index += 1
      }
      if let variables, index > 0, index != variables.count {
        throw layer.refused(
          "has \(index) variables in the file, not \(variables.count)", hint: KerasHint.saveAgain)
      }
    }
    return renamed(names)
  }

  /// The weights of a model of Keras 2, which lists them: `model_weights/conv/conv/kernel:0` becomes
  /// `conv/kernel`.
  func namedByLists(_ layers: [LayerConfig]) throws(FormatError) -> [StoredTensor] {
    let root = file.attributes["model_weights"] == nil ? "" : "model_weights/"
    let lists = file.attributes[root.isEmpty ? "" : "model_weights"]
    let classes = Dictionary(layers.map { ($0.name, $0.className) }) { first, _ in first }
    var names: [Int: String] = [:]
    for layer in lists?["layer_names"] ?? [] {
      let weights = file.attributes["\(root)\(layer)"]?["weight_names"] ?? []
      let short = weights.map { variableName($0, in: classes[layer]) }
      let areShort = Set(short).count == short.count
      for (weight, variable) in zip(weights, short) {
        guard let place = places["\(root)\(layer)/\(weight)"] else {
          throw FormatError(
            kind: .badData,
            message:
              "the layer “\(printable(layer, limit: 200))” lists the weights "
              + "“\(printable(weight, limit: 200))”, which are not in the file",
            hint: KerasHint.saveAgain)
        }
        names[place] = "\(layer)/\(areShort ? variable : weight)"
      }
    }
    return renamed(names)
  }

  /// The last part of a weight's path, without the number that TensorFlow adds.
  private func variableName(_ weight: String, in className: String?) -> String {
    let last = weight.split(separator: "/").last ?? ""
    let name = last.hasSuffix(":0") ? String(last.dropLast(2)) : String(last)
    return className == "DepthwiseConv2D" && name == "depthwise_kernel" ? "kernel" : name
  }

  private func renamed(_ names: [Int: String]) -> [StoredTensor] {
    file.tensors.enumerated().map { place, tensor in
      StoredTensor(
        name: names[place] ?? tensor.name, elementType: tensor.elementType, tensor: tensor.tensor)
    }
  }
}

/// A class's name as Keras makes a folder of it, `MaxPooling2D` → `max_pooling2d`, without the
/// package of somebody's own.
func snakeCase(_ className: String) -> String {
  func isUpper(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte }
  func isLower(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
  let name = className.utf8.split(separator: UInt8(ascii: ">")).last ?? className.utf8[...]
  let letters = Array(name.filter { isUpper($0) || isLower($0) || 0x30...0x39 ~= $0 })
  var result: [UInt8] = []
  for (index, letter) in letters.enumerated() {
    if index > 0, isUpper(letter) {
      let startsWord = index + 1 < letters.count && isLower(letters[index + 1])
      if startsWord || isLower(letters[index - 1]) { result.append(UInt8(ascii: "_")) }
    }
    result.append(isUpper(letter) ? letter + 32 : letter)
  }
  return String(decoding: result, as: UTF8.self)
}
