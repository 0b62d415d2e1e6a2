import Foundation
import Testing

@testable import SNNTraining

/// Experiments that name a training method.
@Suite struct TrainingMethodTests {
  private func experiment(_ method: TrainingMethod, coding: Coding = .direct) -> Experiment {
    SNNTrainingTests.experiment(coding) {
      ($0.method, $0.window, $0.loss) = (method, method == .tbptt ? 2 : nil, .stepMembrane)
      ($0.steps, $0.hidden, $0.epochs, $0.learningRate) = (5, [8], 15, 2e-2)
    }
  }

  /// Whatever it was trained by, the network is the one that the experiment describes, and what
  /// back-propagation learns from 120 flowers the others learn too.
  @Test(arguments: TrainingMethod.allCases) func learnsIris(_ method: TrainingMethod) throws {
    let experiment = experiment(method)
    let parts = try LabelledData(rows: .iris()).parts(seed: 1)
    let (model, history) = try experiment.trained(on: parts.train)
    #expect(history.count == 15)
    #expect(try model.evaluated(on: parts.test).accuracy >= 0.86)
    let described = experiment.network(inputs: 4, classes: 3)
    #expect(
      namedParameters(of: model.network).map(\.name) == namedParameters(of: described).map(\.name))
    // Test answers in windows are those of prediction, which runs whole sequences.
    let answered = answers(try model.scores(of: parts.test.features))
    #expect(try answered == model.evaluated(on: parts.test).answers)
  }

  @Test(arguments: TrainingMethod.allCases, [Coding.rate, .temporal, .phase, .burst, .population])
  func everyCodeRunsInWindows(_ method: TrainingMethod, coding: Coding) throws {
    var experiment = experiment(method, coding: coding)
    (experiment.epochs, experiment.dropout, experiment.hidden) = (1, 0.2, [6, 5])
    let rows = Dataset.iris().subset(Array(0..<150).filter { $0 % 10 == 0 })
    #expect(experiment.complaint == nil)
    let report = try experiment.trained(on: rows, validation: rows).history[0]
    #expect(report.trainLoss.isFinite && report.trainLoss > 0)
  }

  struct Unusable: Sendable, CustomTestStringConvertible {
    let naming: String
    let change: @Sendable (inout Experiment) -> Void
    var testDescription: String { naming }
  }

  static let unusable = [
    Unusable(naming: "tbptt needs a window in 1...5 steps") { $0.method = .tbptt },
    Unusable(naming: "1...5 steps, not 6") { ($0.method, $0.window) = (.tbptt, 6) },
    Unusable(naming: "1...5 steps, not 0") { ($0.method, $0.window) = (.tbptt, 0) },
    Unusable(naming: "a window is for tbptt, not for bptt") { $0.window = 2 },
    Unusable(naming: "a window is for tbptt, not for eprop") {
      ($0.method, $0.window) = (.eprop, 1)
    },
    Unusable(
      naming: "the count loss judges whole sequences, and ottt needs one that judges every step: "
        + "rate, step-membrane, membrane-mse"
    ) { ($0.method, $0.loss) = (.ottt, .count) },
  ]

  @Test(arguments: unusable) func complaintsNameTheSetting(_ case: Unusable) {
    var changed = experiment(.bptt)
    #expect(changed.complaint == nil)
    `case`.change(&changed)
    #expect(changed.complaint?.contains(`case`.naming) == true, "\(changed.complaint ?? "none")")
  }

  /// Files from before there was a choice were trained by back-propagation through time.
  @Test func experimentsWithoutAMethodAreRead() throws {
    let experiment = experiment(.bptt)
    let text = String(decoding: try JSONEncoder().encode(experiment), as: UTF8.self)
    let old = text.replacingOccurrences(of: "\"method\":\"bptt\",", with: "")
      .replacingOccurrences(of: ",\"method\":\"bptt\"", with: "")
    try #require(!old.contains("method") && !old.contains("window"))
    #expect(try JSONDecoder().decode(Experiment.self, from: Data(old.utf8)) == experiment)
    let other = self.experiment(.tbptt)
    let coded = try JSONEncoder().encode(other)
    #expect(try JSONDecoder().decode(Experiment.self, from: coded) == other)
  }
}
