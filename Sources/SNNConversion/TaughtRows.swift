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
///     x = λ·xᵢ + (1 − λ)·xⱼ       λ uniform in ½…1, dimensionless
///
/// and its label is the answer of the original.  Features are `[B, F]`, in the data's units.  What tuning can learn by heart is thereby much more
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
        // Row by row, so that no draw depends on how rows are grouped.
        let draws = rows.map { row in
          var generator = key["blends"][row].generator
          return (
            partner: Int(generator.next() % UInt64(data.count)),
            share: (1 + generator.uniform()) / 2
          )
        }
        let own = Tensor(draws.map(\.share), shape: [rows.count, 1])
        let partners = Tensor(data.features.gathering(draws.map(\.partner)))
        features = features * own + partners * (1 - own)
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
