import SNNSpiking
import SNNTestSupport
import Testing

/// Spiking self-attention against PyTorch: spikes equal, all gradients.
@Suite struct GoldenAttentionTests {
  @Test(
    arguments: [
      ("twoHeads", 2, 0.3125), ("oneHead", 1, 0.40625), ("oneToken", 4, 0.6875),
    ] as [(String, Int, Scalar)])
  func spikesAndGradients(_ name: String, _ heads: Int, _ scale: Scalar) throws {
    let fixture = try Fixture("spiking_self_attention", in: .module)
    func golden(_ key: String) throws -> Tensor { try fixture["\(name).\(key)"] }

    let input = try golden("input")
    var generator = RandomKey(seed: 0).generator
    var layer = SpikingSelfAttention(
      features: input.shape[3], heads: heads, neurons: Leaky(beta: 0.5, threshold: 0.75),
      attention: Leaky(beta: 0.5, threshold: 0.5703125), scale: scale, using: &generator)
    let parts: [(String, WritableKeyPath<SpikingSelfAttention, SpikingProjection>)] = [
      ("query", \.query), ("key", \.key), ("value", \.value), ("output", \.output),
    ]
    var paths = ["input"]
    for (part, path) in parts {
      layer[keyPath: path].linear.weight = try golden("\(part).linear.weight")
      layer[keyPath: path].linear.bias = try golden("\(part).linear.bias")
      layer[keyPath: path].norm.weight = try golden("\(part).norm.weight")
      layer[keyPath: path].norm.bias = try golden("\(part).norm.bias")
      paths += ["linear.weight", "linear.bias", "norm.weight", "norm.bias"].map {
        "layer.\(part).\($0)"
      }
    }
    let (output, cotangent) = (try golden("output"), try golden("cotangent"))
    let driven = DrivenLayer(layer, input: input)
    let gradients = valueWithGradient(at: driven) { driven in
      var context = Context(mode: .training, key: RandomKey(seed: 0))
      let spikes = driven.layer(driven.input, &context)
      #expect(spikes.detached == output)
      return (spikes * cotangent).sum()
    }.gradients
    #expect(gradients.paths == paths)
    for (path, gradient) in zip(gradients.paths, gradients.tensors) {
      let key = path.replacing("layer.", with: "")
      // The norm takes a bias before it away again: its gradient is a sum of large terms that is 0.
      expectClose(gradient, try golden("grad.\(key)"), relative: 5e-5, absolute: 1e-4, "\(path)")
    }
  }
}
