/// What a batch came to, each window of it measured before the update that follows.
public struct BatchReport: Sendable, Hashable {
  /// The mean loss over the samples.
  public var loss: Scalar = 0

  /// The share of samples answered right, 0...1.
  public var accuracy: Scalar = 0

  /// Spikes per neuron and step, all spiking layers together, 0...1.
  public var spikeRate: Scalar = 0

  /// The places of the layers in which no neuron fired.
  public var silentLayers: [String] = []
}

extension Trainer {
  /// Moves the model along one batch of one's own, such as sequences that change over time.
  ///
  ///     let model = Sequential {
  ///       SequenceEncoder(steps: 100)
  ///       Linear(700, 128, using: &generator)
  ///       Leaky(beta: 0.95)
  ///       Linear(128, 20, using: &generator)
  ///       LeakyReadout(beta: 0.95)
  ///     }
  ///     var trainer = Trainer(
  ///       model, loss: .rateCrossEntropy, windows: TimeWindows(of: 25, in: 100),
  ///       optimizer: Adam(learningRate: 1e-3), batchSize: 64, seed: 1)
  ///     for (spikes, labels) in batches { try trainer.step(on: spikes, labels) }
  ///
  /// Random draws are keyed by the number of updates so far.
  ///
  /// - Parameters:
  ///   - input: what the model takes, `[B, F]` or `[T, B, …]`.
  ///   - labels: the class of each sample, `[B]`.
  ///   - samples: the numbers of the samples, keys of their draws; by default 0, 1, 2, …
  /// - Returns: how it went, before the update.
  /// - Throws: `TrainingError` when the loss or a gradient is not finite; without windows that are
  ///   followed by updates, the model then is as it was.
  @discardableResult
  public mutating func step(
    on input: Tensor, _ labels: [Int], samples: [Int] = []
  ) throws(TrainingError) -> BatchReport {
    let updates = optimizer.step
    let draws = BatchDraws(key: key["step"][updates], samples: samples)
    do throws(BrokenBatch) {
      return try learn(input, labels, draws, countingSpikes: true)
    } catch {
      throw TrainingError(
        epoch: history.count + 1, batch: updates + 1,
        place: input.isFinite ? brokenPlace(input, draws, error) : "the input", rows: samples)
    }
  }

  /// Runs a batch, in as many windows as sequences are cut into, and moves the model.
  mutating func learn(
    _ input: Tensor, _ labels: [Int], _ draws: BatchDraws, countingSpikes: Bool
  ) throws(BrokenBatch) -> BatchReport {
    var report = BatchReport()
    var state: ModelState?
    var (sum, output): (Gradients?, Tensor?) = (nil, nil)
    var silent: [String]?
    for window in windows.cut {
      var context = draws.context(
        recording: countingSpikes ? [.spikes] : [],
        activities: regularizers.isEmpty ? .dropped : .kept, window: window,
        state: state)
      var (part, loss) = (Tensor.zeros([]), Tensor.zeros([]))
      let (value, whole) = valueWithGradient(at: model) { model in
        let answer = model(input, &context)
        window?.check(answer)
        let value = self.loss(answer, labels)
        (part, loss) = (answer.detached, value.detached)
        return regularizers.reduce(value) { $0 + $1(context.activities) }
      }
      guard value.isFinite, whole.norm.isFinite else {
        throw BrokenBatch(loss: value, gradients: whole)
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
      report.loss += loss.scalar * share
      report.spikeRate += context.recordings.spikeRate * share
      // Silent in the sequence is what is silent in all of its windows.
      let quiet = context.recordings.silentLayers
      silent = silent.map { $0.filter(quiet.contains) } ?? quiet
    }
    report.silentLayers = silent ?? []
    if let sum { update(along: sum) }
    if let output { report.accuracy = accuracy(loss.scores(of: output), labels) }
    return report
  }

  private mutating func update(along gradients: Gradients) {
    optimizer.update(&model, along: clipNorm.map(gradients.clipped(toNorm:)) ?? gradients)
  }
}

/// What decides the random draws of a batch.
struct BatchDraws {
  let key: RandomKey
  let samples: [Int]

  /// What the model needs to know for a run over the batch, or over one window of it; of the same
  /// key every time, for what is drawn holds for the whole sequence.
  func context(
    recording: Set<Recording.Quantity>, activities: Activity.Retention = .dropped,
    window: TimeWindow? = nil, state: ModelState? = nil
  ) -> Context {
    Context(
      mode: .training, key: key, samples: samples, recording: recording, activities: activities,
      state: state, window: window)
  }
}

/// A batch whose loss or gradients are not finite.
struct BrokenBatch: Error {
  let loss: Tensor
  let gradients: Gradients
}
