internal import SNNFormats

extension ModelConfig {
  /// The calls that the output needs, each behind those whose results it takes; the input comes
  /// first and the output last.
  ///
  /// - Throws: an error of kind `badData` for layers that wait for one another.
  func order() throws(FormatError) -> [Int] {
    enum Mark { case new, waiting, done }
    var marks = [Mark](repeating: .new, count: calls.count)
    // Where each call's next input to look at is: nothing is looked at twice.
    var next = [Int](repeating: 0, count: calls.count)
    var order: [Int] = []
    var stack = calls.indices.contains(output) ? [output] : []
    while let call = stack.last {
      marks[call] = .waiting
      guard next[call] < calls[call].inputs.count else {
        marks[call] = .done
        order.append(call)
        stack.removeLast()
        continue
      }
      let input = calls[call].inputs[next[call]]
      next[call] += 1
      switch marks[input] {
      case .done: continue
      case .new: stack.append(input)
      case .waiting:
        throw layers[calls[input].layer].refused(
          "waits for its own result", hint: KerasHint.saveAgain)
      }
    }
    try checkUses(order)
    return order
  }

  /// Every call but the input takes something, and weights are used once.
  private func checkUses(_ order: [Int]) throws(FormatError) {
    var users: [Int: Int] = [:]
    for (place, call) in order.enumerated() {
      let layer = layers[calls[call].layer]
      let isInput = layer.className == "InputLayer"
      guard isInput == (place == 0) else {
        throw layer.refused(
          isInput ? "is a further input; only one is read" : "takes nothing",
          hint: KerasHint.checkModel)
      }
      guard isInput || !calls[call].inputs.isEmpty else {
        throw layer.refused("takes nothing", hint: KerasHint.saveAgain)
      }
      let variables = try LayerRule.of(layer.className)?.variables(layer) ?? []
      if !variables.isEmpty, users.updateValue(call, forKey: calls[call].layer) != nil {
        throw layer.refused("is used more than once; shared weights are not read")
      }
    }
  }

  /// Whether the model has layers of one dimension.
  var hasSequenceLayers: Bool { layers.contains { $0.className.hasSuffix("1D") } }

  /// Where the model has the channels of its images: what its layers of images say.
  func format() throws(FormatError) -> DataFormat {
    var found: DataFormat?
    // A Flatten says in what order it takes the channels, which counts only where no other does.
    let speakers = layers.filter { $0.className != "Flatten" && $0["data_format"] != nil }
    for layer in speakers.isEmpty ? layers : speakers where layer["data_format"] != nil {
      let text = try layer.text("data_format")
      guard let format = DataFormat(rawValue: text) else {
        throw layer.refused(
          "has the data format “\(printable(text, limit: 200))”, which is not known")
      }
      guard found == nil || found == format else {
        throw layer.refused("has its channels elsewhere than the layers before it")
      }
      found = format
    }
    return found ?? .channelsLast
  }
}
