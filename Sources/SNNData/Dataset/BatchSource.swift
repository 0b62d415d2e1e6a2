public import SNNTensor

/// Labelled rows that come in batches: what a trainer learns from and what a model is measured on.
///
/// `Dataset` and `EventDataset` are two of them.  One of your own may read rows when they are asked
/// for, or hand on sequences of any shape:
///
///     struct Spectrograms: BatchSource {
///       let files: [String], labels: [Int], classNames: [String]
///       var count: Int { files.count }
///       var rowSize: Int { 100 * 64 }
///
///       func batches(of size: Int, shuffledBy key: RandomKey?) -> Batches {
///         Batches(of: size, count: count, shuffledBy: key) { rows in
///           Batch(features: read(rows), labels: rows.map { labels[$0] }, rows: rows)
///         }
///       }
///     }
public protocol BatchSource: Sendable {
  /// What can be wrong when batches are asked for; `Never` when nothing can.
  associatedtype Failure: Error = Never

  /// The number of rows.
  var count: Int { get }

  /// What the labels stand for.
  var classNames: [String] { get }

  /// How many numbers the features of one row are, by which the rows that run through a network at
  /// once are chosen where nobody says.
  var rowSize: Int { get }

  /// All rows in batches of `size`, the last of which may be shorter.
  /// - Parameters:
  ///   - size: rows in a batch.
  ///   - key: decides the order of the rows; nil keeps theirs.
  /// - Precondition: `size` is positive.
  func batches(of size: Int, shuffledBy key: RandomKey?) throws(Failure) -> Batches

  /// What messages call a number among a batch's features.
  func name(ofFeature place: Int, in batch: Batch) -> String
}

extension BatchSource {
  /// The number of classes, with or without rows.
  public var classCount: Int { classNames.count }

  /// `the input`, which says little: where rows have features with names, they are better.
  public func name(ofFeature place: Int, in batch: Batch) -> String { "the input" }
}
