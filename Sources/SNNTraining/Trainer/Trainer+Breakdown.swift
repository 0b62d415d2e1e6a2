extension Trainer {
  /// The error for a batch whose loss or gradients are not finite.
  func breakdown(
    epoch: Int, batch index: Int, _ batch: Batch, of data: some BatchSource, _ broken: BrokenBatch
  ) -> TrainingError {
    TrainingError(
      epoch: epoch + 1, batch: index + 1,
      place: brokenFeature(of: batch, data)
        ?? brokenPlace(batch.features, draws(epoch, batch), broken),
      rows: batch.rows)
  }

  /// The first thing behind a finite input that is not finite.
  func brokenPlace(_ input: Tensor, _ draws: BatchDraws, _ broken: BrokenBatch) -> String {
    brokenLayer(input, draws)
      ?? (broken.loss.isFinite ? brokenGradient(broken.gradients) : "the loss")
  }

  /// The error for parameters that an epoch's updates have broken, nil when all are finite.
  ///
  /// The next batch would notice, were there always one, and did no neuron hide a NaN behind a
  /// spike that is not fired.
  func brokenParameters(afterEpoch epoch: Int, batches: Int) -> TrainingError? {
    var finder = NonFiniteFinder()
    var copy = model
    copy.visitParameters(&finder)
    return finder.first.map {
      TrainingError(epoch: epoch + 1, batch: batches, place: "the parameter \($0)", rows: [])
    }
  }

  private func brokenFeature(of batch: Batch, _ data: some BatchSource) -> String? {
    batch.features.scalars.firstIndex { !$0.isFinite }.map { data.name(ofFeature: $0, in: batch) }
  }

  /// Runs the batch once more, with the same draws, and looks at what every layer hands on: only
  /// now, so that batches that are well need not pay for it.
  private func brokenLayer(_ input: Tensor, _ draws: BatchDraws) -> String? {
    // Membranes too: a spike is 0 or 1 even when the membrane behind it is NaN.
    var context = draws.context(recording: [.output, .membrane])
    let output = model(input, &context)
    if let first = context.recordings.first(where: { !$0.values.isFinite }) {
      return "the \(first.quantity) of layer \(first.path)"
        + (first.layer.map { " (\($0))" } ?? "")
    }
    return output.isFinite ? nil : "the output of the model"
  }

  /// Gradients are computed from the last layer to the first, so the last of them broke first.
  private func brokenGradient(_ gradients: Gradients) -> String {
    let broken = zip(gradients.paths, gradients.tensors).filter { !$1.isFinite }
    return broken.last.map { "the gradient of \($0.0)" } ?? "the norm of all gradients together"
  }
}

/// Finds the first parameter that holds a number that is not finite.
private struct NonFiniteFinder: ParameterVisitor {
  var path: [String] = []
  var first: String?

  mutating func visit(_ parameter: inout Tensor, role: ParameterRole) {
    if first == nil, !parameter.isFinite { first = joinedPath }
  }
}
