/// How often each class was taken for each other class.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
  /// `counts[true][predicted]`.
  public private(set) var counts: [[Int]]

  /// A matrix without samples.
  /// - Precondition: `classes` ≥ 0.
  public init(classes: Int) {
    counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
  }

  /// Counts samples with what they are and what they were taken for.
  /// - Precondition: labels and answers are equally many, each a class of the matrix.
  public mutating func add(labels: [Int], answers: [Int]) {
    precondition(
      labels.count == answers.count, "add: \(labels.count) labels, \(answers.count) answers")
    for (label, answer) in zip(labels, answers) { counts[label][answer] += 1 }
  }

  /// The counts of both.
  /// - Precondition: as many classes.
  public static func + (lhs: ConfusionMatrix, rhs: ConfusionMatrix) -> ConfusionMatrix {
    precondition(lhs.counts.count == rhs.counts.count, "+: matrices of different classes")
    var sum = lhs
    for i in sum.counts.indices {
      for j in sum.counts.indices { sum.counts[i][j] += rhs.counts[i][j] }
    }
    return sum
  }

  /// The number of samples.
  public var total: Int { counts.joined().reduce(0, +) }

  /// The number of right answers.
  public var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The share of right answers, 0...1; 0 without samples.
  public var accuracy: Scalar { total == 0 ? 0 : Scalar(right) / Scalar(total) }

  /// Precision, recall, F1 and support of one class; a quotient without cases is 0.
  ///
  ///     precision = hits/predicted    recall = hits/support    F1 = 2·hits/(predicted + support)
  ///
  /// - Precondition: the class is one of the matrix.
  public func scores(ofClass index: Int) -> ClassScores {
    let hits = counts[index][index]
    let predicted = counts.reduce(0) { $0 + $1[index] }
    let support = counts[index].reduce(0, +)
    return ClassScores(
      precision: predicted == 0 ? 0 : Scalar(hits) / Scalar(predicted),
      recall: support == 0 ? 0 : Scalar(hits) / Scalar(support),
      f1: predicted + support == 0 ? 0 : Scalar(2 * hits) / Scalar(predicted + support),
      support: support)
  }
}

/// How well one class was told from the others.
public struct ClassScores: Sendable, Hashable, Codable {
  /// Of the samples taken for this class, the share that are of it.
  public let precision: Scalar
  /// Of the samples of this class, the share that were found.
  public let recall: Scalar
  /// The harmonic mean of precision and recall.
  public let f1: Scalar
  /// The number of samples of this class.
  public let support: Int
}
