import SNNConversion
import SNNFormats
import SNNKeras
import SNNTensor
import Testing

/// The largest of a whole image or sequence.
@Suite struct GlobalPoolTests {
  private func graph(_ className: String, _ settings: String = "", input: [Int]) throws
    -> NetworkGraph
  {
    var model = MadeModel(input: input)
    model.add("largest", className, settings, to: ["input"])
    return try model.file(output: "largest").graph
  }

  /// Two channels of two rows and three columns, as the graph has them.
  private let images = Tensor([1, 5, 2, 0, 3, -4, -1, -2, -6, -3, -7, -9], shape: [1, 2, 2, 3])

  @Test func ofAnImage() throws {
    let graph = try graph("GlobalMaxPooling2D", input: [2, 3, 2])
    #expect(graph.scores(of: images) == [[5, -1]])
  }

  @Test func withItsAxesKept() throws {
    let graph = try graph("GlobalMaxPooling2D", #""keepdims": true"#, input: [2, 3, 2])
    #expect(graph.scores(of: images) == Tensor([5, -1], shape: [1, 2, 1, 1]))
  }

  @Test func ofASequence() throws {
    let graph = try graph("GlobalMaxPooling1D", input: [6, 2])
    #expect(graph.scores(of: images.reshaped(to: [1, 2, 1, 6])) == [[5, -1]])
  }

  @Test func sequencesAreNoImages() {
    expectRefusal("“largest” (GlobalMaxPooling2D) takes images alone", "GlobalMaxPooling2D") {
      () throws(FormatError) in
      var model = MadeModel(input: [6, 2])
      model.add("largest", "GlobalMaxPooling2D", to: ["input"])
      return try model.file(output: "largest")
    }
  }
}
