public import SNNData
public import SNNTensor

/// Rows to tune a converted network on, with the original network for a teacher.
///
///     let original = network.graph            // its norms folded
///     try trainer.fit(TaughtRows(train, by: original), epochs: 20)
///
/// The original answers for any row, not only for those with a label, so that every epoch has rows
/// of its own: each is blended with another one drawn by lot,
///
///     x = λ·xᵢ + (1 − λ)·xⱼ       λ uniform in ½…1
///
/// and its label is the answer of the original.  What tuning can learn by heart is thereby much more
/// than the training rows, and what it learns is the function that was to be converted.
///
/// - Reference: blends: Zhang et al., *mixup: Beyond Empirical Risk Minimization*, 2018; a network as
///   the teacher: Hinton, Vinyals & Dean, *Distilling the Knowledge in a Neural Network*, 2015.
public struct TaughtRows: BatchSource {
  private let data: Dataset
  private let teacher: NetworkGraph

  /// - Precondition: rows of the teacher's size.
  public init(_ data: Dataset, by teacher: NetworkGraph) {
    self.data = data
    self.teacher = teacher
  }

  /// The number of rows of an epoch.
  public var count: Int { data.count }

  /// What the labels stand for.
  public var classNames: [String] { data.classNames }

  /// The number of features, F.
  public var rowSize: Int { data.rowSize }

  /// Blended rows with the teacher's answers; without a key the rows as they are.
  public func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
    Batches(of: size, count: count, shuffledBy: key) { [data, teacher] rows in
      var features = Tensor(data.features.gathering(rows))
      if let key {
        var generator = key["blends"][rows.first ?? 0].generator
        let partners = rows.map { _ in Int(generator.next() % UInt64(data.count)) }
        let shares = rows.map { _ in (1 + generator.uniform()) / 2 }
        let own = Tensor(shares, shape: [rows.count, 1])
        features = features * own + Tensor(data.features.gathering(partners)) * (1 - own)
      }
      let labels = teacher.scores(of: features).argMax(alongAxis: -1)
      return Batch(features: features, labels: labels, rows: rows)
    }
  }

  /// The feature's name in the data.
  public func name(ofFeature place: Int, in batch: Batch) -> String {
    data.name(ofFeature: place, in: batch)
  }
}
