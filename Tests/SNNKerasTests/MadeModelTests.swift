import SNNFormats
import SNNKeras
import SNNTensor
import Testing

/// Models that would be read wrongly, or would take all memory, if nobody looked.
@Suite struct MadeModelTests {
  private func flattened() -> MadeModel {
    var model = MadeModel(input: [2, 2, 2])
    model.add("flat", "Flatten", to: ["input"])
    return model
  }

  @Test func featuresInDifferentOrdersAreNotAdded() throws {
    var model = flattened()
    model.addDense("fc", 8, 8, to: "flat")
    model.add("sum", "Add", to: ["flat", "fc"])
    expectRefusal("“sum” (Add) adds features that Keras and the graph have", "Add") {
      () throws(FormatError) in try model.file(output: "sum")
    }
  }

  @Test func outputsStandInTheOrderOfKeras() throws {
    var model = flattened()
    expectRefusal("“flat” (Flatten) is the output", "Flatten") { () throws(FormatError) in
      try model.file(output: "flat")
    }
    model.addDense("fc", 8, 3, to: "flat")
    #expect(try model.file(output: "fc").graph.outputShape == [3])
  }

  @Test func layersThatTheOutputDoesNotNeedAreLeftOut() throws {
    var model = flattened()
    model.addDense("fc", 8, 3, to: "flat")
    model.addDense("other", 8, 4, to: "flat")
    #expect(try model.file(output: "fc").graph.nodes.count == 3)
  }

  @Test func numbersThatTheFileDoesNotHoldAreBounded() throws {
    var model = MadeModel(input: [1 << 20])
    model.add("half", "Rescaling", #""scale": 0.5, "offset": 0"#, to: ["input"])
    #expect(try model.file(output: "half").graph.outputShape == [1 << 20])
    model.add("quarter", "Rescaling", #""scale": 0.5, "offset": 0"#, to: ["half"])
    expectRefusal("“quarter” (Rescaling) is for 1048576 channels", "Rescaling") {
      () throws(FormatError) in try model.file(output: "quarter")
    }
  }

  @Test func joinsOfJoinsAreBounded() throws {
    var model = flattened()
    var last = "flat"
    for step in 1...16 {
      model.add("join\(step)", "Concatenate", #""axis": -1"#, to: [last, last])
      last = "join\(step)"
    }
    model.addDense("fc", 8, 3, to: last)
    expectRefusal("joins too many flattened images", "Concatenate") { () throws(FormatError) in
      try model.file(output: "fc")
    }
  }

  /// max(σ, 10⁻⁷), as keras.layers.Normalization divides by unless the backend is told otherwise.
  @Test func normalizationDividesByNoLessThanKerasDoes() throws {
    var model = MadeModel(input: [2])
    model.add(
      "norm", "Normalization", #""axis": -1, "mean": [1, 0], "variance": [0, 4]"#, to: ["input"])
    let graph = try model.file(output: "norm").graph
    guard case .affine(let affine) = graph.nodes[1].operation else {
      Issue.record("\(graph.nodes[1].operation)")
      return
    }
    #expect(affine.scale == [1e7, 0.5])
    #expect(affine.shift == [-1e7, 0])
  }

  @Test func deepModelsAreRead() throws {
    var model = MadeModel(input: [3])
    var last = "input"
    for step in 0..<3000 {
      model.add("relu\(step)", "Activation", #""activation": "relu""#, to: [last])
      last = "relu\(step)"
    }
    #expect(try model.file(output: last).graph.nodes.count == 3001)
  }

  @Test func severalInputsAreRefused() throws {
    var model = MadeModel(input: [3])
    model.addDense("fc", 3, 3, to: "input")
    model.add("sum", "Add", to: ["fc", "second"])
    expectRefusal("the result of “second”, which there is not", "missing") {
      () throws(FormatError) in try model.file(output: "sum")
    }
  }

  @Test func circlesAreRefused() throws {
    var model = MadeModel(input: [3])
    model.add("a", "Add", to: ["input", "b"])
    model.add("b", "Activation", #""activation": "relu""#, to: ["a"])
    expectRefusal("waits for its own result", "a circle") { () throws(FormatError) in
      try model.file(output: "b")
    }
  }

  @Test func layersThatTakeNothingAreRefused() throws {
    var model = MadeModel(input: [3])
    model.add("a", "Activation", #""activation": "relu""#, to: [])
    expectRefusal("“a” (Activation) takes nothing", "nothing") { () throws(FormatError) in
      try model.file(output: "a")
    }
  }
}
