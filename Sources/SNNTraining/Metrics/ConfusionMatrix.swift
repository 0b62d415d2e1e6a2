/// How often each class was taken for each other class.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
  /// `counts[true][predicted]`.
  public private(set) var counts: [[Int]]

  /// How many samples of each class got no answer, because a score was NaN: all of them errors.
  public private(set) var unanswered: [Int]

  /// A matrix without samples.
  /// - Precondition: `classes` ≥ 0.
  public init(classes: Int) {
    counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    unanswered = [Int](repeating: 0, count: classes)
  }

  /// Counts samples with what they are and what they were taken for.
  ///
  /// - Parameters:
  ///   - labels: the class of each sample.
  ///   - answers: the class each sample was taken for, nil where there was no answer.
  /// - Precondition: labels and answers are equally many, each a class of the matrix.
  public mutating func add(labels: [Int], answers: [Int?]) {
    require(
      labels.count == answers.count, "add: \(labels.count) labels, \(answers.count) answers")
    for (label, answer) in zip(labels, answers) {
      if let answer { counts[label][answer] += 1 } else { unanswered[label] += 1 }
    }
  }

  /// The counts of both.
  /// - Precondition: as many classes.
  public static func + (lhs: ConfusionMatrix, rhs: ConfusionMatrix) -> ConfusionMatrix {
    require(lhs.counts.count == rhs.counts.count, "+: matrices of different classes")
    var sum = lhs
    for i in sum.counts.indices {
      for j in sum.counts.indices { sum.counts[i][j] += rhs.counts[i][j] }
      sum.unanswered[i] += rhs.unanswered[i]
    }
    return sum
  }

  /// The number of samples.
  public var total: Int { counts.indices.reduce(0) { $0 + support(ofClass: $1) } }

  /// The number of right answers.
  public var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The share of samples that were answered right, 0...1; 0 without samples.
  public var accuracy: Scalar { total == 0 ? 0 : Scalar(right) / Scalar(total) }

  /// Precision, recall, F1 and support of one class; a quotient without cases is 0.
  ///
  ///     precision = hits/predicted    recall = hits/support    F1 = 2·hits/(predicted + support)
  ///
  /// - Precondition: the class is one of the matrix.
  public func scores(ofClass index: Int) -> ClassScores {
    let hits = counts[index][index]
    let predicted = counts.reduce(0) { $0 + $1[index] }
    let support = support(ofClass: index)
    return ClassScores(
      precision: predicted == 0 ? 0 : Scalar(hits) / Scalar(predicted),
      recall: support == 0 ? 0 : Scalar(hits) / Scalar(support),
      f1: predicted + support == 0 ? 0 : Scalar(2 * hits) / Scalar(predicted + support),
      support: support)
  }

  private func support(ofClass index: Int) -> Int {
    counts[index].reduce(unanswered[index], +)
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
