internal import SNNData
internal import SNNTensor

extension NetworkPreset {
  /// conv1 – ReLU – pool – conv2 – ReLU – pool – fc1 – ReLU – fc2 – ReLU – fc3.
  ///
  /// The first convolution is not padded, or so that its images stay as large as they are, whichever
  /// gives `fc1` the features it takes.
  func lenet(_ input: Shape, _ keys: PresetKeys) throws(DataError) -> NetworkSpec {
    let first = try keys.shape("conv1.weight", rank: 4)
    let second = try keys.shape("conv2.weight", rank: 4)
    let features = try keys.shape("fc1.weight", rank: 2)[1]
    func count(axis: Int, padding: Int) -> Int {
      let pooled = (input[axis - 1] + 2 * padding - first[axis] + 1) / 2
      return max(0, (pooled - second[axis] + 1) / 2)
    }
    let fitting = [0, (first[2] - 1) / 2].first { padding in
      let pixels = count(axis: 2, padding: padding) * count(axis: 3, padding: padding)
      return second[0] * pixels == features
    }
    guard let padding = fitting else {
      throw DataError(
        "samples \(input) do not give `fc1` the \(counted(features, "feature")) it takes",
        hint: "give the shape of the images that the network was trained on, or write a spec")
    }
    var spec = NetworkSpec(
      input: input,
      layers: [
        .convolution(keys.name("conv1"), padding: .size(.number(padding))), .relu, .maxPool(2),
        .convolution(keys.name("conv2")), .relu, .maxPool(2), .flatten,
        .linear(keys.name("fc1")), .relu, .linear(keys.name("fc2")), .relu,
        .linear(keys.name("fc3")),
      ])
    spec.remarks = [
      "lenet is taken with ReLU, max-pools of 2 and a padding of \(padding) in conv1, which the file "
        + "does not say"
    ]
    return spec
  }
}
