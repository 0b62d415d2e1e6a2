public import SNNData
public import SNNSpiking

extension RowClassifier {
  /// What the layers do when the model answers some raw rows.
  ///
  ///     let trace = try model.recordings(of: test.subset([4]), [.spikes, .membrane])
  ///
  /// All rows run at once, so that every recording is `[T, B, …]`: a few hundred rows are many.
  ///
  /// - Throws: `DataError` for a number outside the range of the scaling, see `Scaler.Kind.check`.
  /// - Precondition: the rows have the model's columns.
  public func recordings(
    of data: Dataset, _ quantities: Set<Recording.Quantity>
  ) throws(DataError) -> [Recording] {
    try scaler.kind.check(data)
    var context = Context(
      mode: .inference, key: RandomKey(seed: seed)["inference"],
      samples: Array(0..<data.count), recording: quantities)
    _ = classifier(Tensor(scaler.transformed(data.features)), &context)
    return context.recordings
  }
}
