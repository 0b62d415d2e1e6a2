import FuzzSupport
import SNNKeras

/// Descriptions of models: what becomes a graph can be run and folded, and comes through a pipe.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeras(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    guard let text = KerasText(bytes) else { return }
    let reply: [UInt8]
    do throws(FormatError) {
      reply = try KerasArchive(config: text.config, tensors: text.tensors).encoded()
    } catch {
      return
    }
    let file = try KerasFile(reply: reply, name: name)
    expect(file.tensors.count == text.tensors.count, "a weight is missing")
    run(file.graph)
  }
}

/// Runs a graph that is small enough, and its folded form.
private func run(_ graph: NetworkGraph) {
  let work = graph.nodes.reduce(0) { sum, node in
    guard case .convolution(let layer) = node.operation else {
      return sum + node.shape.elementCount
    }
    return sum + node.shape.elementCount * layer.weight.count
  }
  guard work <= 1 << 22 else { return }
  let count = graph.inputShape.elementCount
  let numbers: [Scalar] = (0..<count).map { place in Scalar(place % 5 - 2) }
  let sample = Tensor(numbers, shape: [1, count])
  let scores = graph.scores(of: sample)
  expect(scores.shape.dimensions == [1] + graph.outputShape.dimensions, "scores of another shape")
  guard let folded = try? graph.folded() else { return }
  expect(folded.scores(of: sample).shape == scores.shape, "folded scores of another shape")
}
