extension Trainer {
  /// What a batch came to, each window measured before the update that follows it.
  struct BatchResult {
    var loss: Scalar = 0
    /// `[B, C]`.
    var scores = Tensor.zeros([0, 1])
    /// Spikes per neuron and step, 0...1.
    var spikeRate: Scalar = 0
  }

  /// Runs a batch, in as many windows as sequences are cut into, and moves the model.
  mutating func learn(
    _ epoch: Int, _ index: Int, _ batch: Batch, of data: Dataset, countingSpikes: Bool
  ) throws -> BatchResult {
    var result = BatchResult()
    var state = ModelState.rest
    var (sum, output): (Gradients?, Tensor?) = (nil, nil)
    for window in windows.cut {
      // Of the same key every time: what is drawn holds for the whole sequence.
      var context = context(
        epoch: epoch, batch, recording: countingSpikes ? [.spikes] : [],
        activities: regularizers.isEmpty ? .dropped : .kept, window: window, state: state)
      var (part, loss) = (Tensor.zeros([]), Tensor.zeros([]))
      let (value, whole) = valueWithGradient(at: model) { model in
        let answer = model(batch.features, &context)
        window?.check(answer)
        let value = self.loss(answer, batch.labels)
        (part, loss) = (answer.detached, value.detached)
        return regularizers.reduce(value) { $0 + $1(context.activities) }
      }
      guard value.isFinite, whole.norm.isFinite else {
        throw breakdown(epoch: epoch, batch: index, batch, of: data, loss: value, whole)
      }
      let share = window?.share ?? 1
      let gradients = share == 1 ? whole : whole * share
      if windows?.update == .afterWindow {
        update(along: gradients)
      } else {
        sum = sum.map { $0 + gradients } ?? gradients
      }
      state = context.finalState
      // A stepwise loss reads its answer from the sum over time, whose memory does not grow with T.
      if window != nil { part = part.sum(alongAxis: 0, keepingAxis: true) }
      output = output.map { $0 + part } ?? part
      result.loss += loss.scalar * share
      result.spikeRate += context.recordings.spikeRate * share
    }
    if let sum { update(along: sum) }
    if let output { result.scores = loss.scores(of: output) }
    return result
  }

  private mutating func update(along gradients: Gradients) {
    optimizer.update(&model, along: clipNorm.map(gradients.clipped(toNorm:)) ?? gradients)
  }
}
