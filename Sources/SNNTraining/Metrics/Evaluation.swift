/// What a model made of a data set.
public struct Evaluation: Sendable {
  /// The mean loss over the rows; 0 without rows.
  public let loss: Scalar

  /// How often each class was taken for each.
  public let confusion: ConfusionMatrix

  /// The answer to each row, a place among the class names; nil where a score was NaN.
  public let answers: [Int?]

  /// Spikes of all spiking layers per row.
  public let spikesPerInference: Double

  /// Spikes per neuron and step, 0...1.
  public let spikeRate: Scalar

  /// The share of rows answered right, 0...1.
  public var accuracy: Scalar { confusion.accuracy }

  /// The 95 % interval of the accuracy.
  public var interval: ClosedRange<Scalar> {
    wilsonInterval(right: confusion.right, total: confusion.total)
  }
}

extension Evaluation {
  /// How many rows run through a network at once when it is not trained.
  public static let batchSize = 256

  /// The same for large rows: of a batch's features 64 MiB of `Float`, as the layers behind them
  /// hand on several times as much.
  static func batchSize(rowSize: Int) -> Int { min(batchSize, max(1, (1 << 24) / max(1, rowSize))) }
}

extension Layer {
  /// Runs the model over a data set without changing it.
  ///
  /// - Parameters:
  ///   - data: rows as the model expects them, scaled.
  ///   - loss: the loss it was trained with; its decoder reads the answers.
  ///   - windows: runs the sequences window by window, so that activations of long ones need not be
  ///     held at once; the answers are the same but for rounding.
  ///   - batchSize: the most rows at once, fewer where they are large.
  ///   - key: the stream for layers that draw random numbers.
  /// - Returns: loss, answers and spikes, over all rows.
  /// - Throws: what the data's batches throw; those of a `Dataset` throw nothing.
  /// - Precondition: the model takes the features, `[B, F] → [T, B, C]` or `[T, B, …] → [T, B, C]`,
  ///   and its answers are classes of the data.
  public func evaluated<Source: BatchSource>(
    on data: Source, loss: any Loss, windows: TimeWindows? = nil,
    batchSize: Int = Evaluation.batchSize, key: RandomKey = RandomKey(seed: 0)
  ) throws(Source.Failure) -> Evaluation {
    var confusion = ConfusionMatrix(classes: data.classCount)
    var given: [Int?] = []
    var (lossSum, spikes, rateSum) = (Scalar(0), 0.0, Scalar(0))
    let size = min(batchSize, Evaluation.batchSize(rowSize: data.rowSize))
    for batch in try data.batches(of: size, shuffledBy: nil) {
      let size = Scalar(batch.labels.count)
      var (outputs, state): ([Tensor], ModelState?) = ([], nil)
      for window in windows.cut {
        var context = Context(
          mode: .inference, key: key, samples: batch.rows, recording: [.spikes],
          state: state, window: window)
        outputs.append(self(batch.features, &context))
        window?.check(outputs[outputs.count - 1])
        state = context.finalState
        spikes += context.recordings.spikeCount
        rateSum += context.recordings.spikeRate * size * (window?.share ?? 1)
      }
      let output = windows == nil ? outputs[0] : .concatenated(outputs)
      lossSum += loss(output, batch.labels).scalar * size
      let found = answers(loss.scores(of: output))
      confusion.add(labels: batch.labels, answers: found)
      given += found
    }
    let count = max(1, data.count)
    return Evaluation(
      loss: lossSum / Scalar(count), confusion: confusion, answers: given,
      spikesPerInference: spikes / Double(count), spikeRate: rateSum / Scalar(count))
  }
}
