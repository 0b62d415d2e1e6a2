import SNN

/// The task: a channel of four to be remembered until the fifth asks for it.
enum Recall {
  static let (cue, delay, question, symbols) = (5, 100, 5, 4)
  static let (steps, channels) = (cue + delay + question, symbols + 1)

  static func samples(_ count: Int, key: RandomKey) -> Dataset {
    var generator = key.generator
    let labels = (0..<count).map { _ in Int.random(in: 0..<symbols, using: &generator) }
    let spikes = labels.flatMap { label in
      (0..<steps * channels).map { place in
        let (t, channel) = (place / channels, place % channels)
        if t < cue { return channel == label ? 1.0 : 0 }
        if t >= cue + delay || channel == symbols {
          return t >= cue + delay && channel == symbols ? 1 : 0
        }
        return generator.uniform() < 0.03 ? 1 : 0
      }
    }
    return Dataset(
      name: "delayed recall", features: FeatureRows(spikes, width: steps * channels),
      labels: labels,
      featureNames: (0..<steps * channels).map { "\($0)" }, classNames: ["a", "b", "c", "d"])
  }

  struct Answers: Layer {
    func callAsFunction(_ input: Tensor, _ context: inout Context) -> Tensor {
      input.slice(cue + delay..<steps)
    }
  }
}
