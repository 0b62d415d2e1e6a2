import ArgumentParser
import SNN
import SNNCommandLine

/// `snnconvert compare`: every method on one network, in one table.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Convert one network by every method and compare them in a table.",
    discussion: """
      Methods that a network does not suit, such as qcfs for one that was not trained for it, are \
      left out.  Settings of single methods apply to those alone.  The exit code is 1 where a proof \
      fails.
      """)

  @Argument(help: "A file with a trained network.")
  var weights: String

  @OptionGroup(title: "Network") var spec: SpecOptions
  @OptionGroup(title: "Data") var data: ConversionData
  @OptionGroup(title: "Data") var calibration: CalibrationOptions
  @OptionGroup(title: "Conversion") var settings: MethodSettings
  @OptionGroup(title: "Running") var running: RunningOptions

  mutating func run() throws {
    running.apply()
    let source = try NetworkSource(weights, spec)
    let rows = try data.load(
      for: source.graph, classNames: source.classNames, place: weights, quiet: running.quiet)
    let samples = rows.train.calibrationSamples(calibration.rows)
    let names = MethodName.allCases.filter { $0.suits(networksWithLevels: source.graph.hasLevels) }
    let line = ProgressLine(quiet: running.quiet)
    var compared: [ComparedMethod] = []
    for (index, name) in names.enumerated() {
      line.show(index, of: names.count, name.rawValue)
      do {
        let converter = try settings.converter(using: name)
        let network = try converter.converted(source.graph, calibratedOn: samples)
        let proof = try network.verified(
          against: source.graph, on: rows.test.samples, labels: rows.test.labels)
        compared.append(ComparedMethod(name, steps: converter.steps, proof))
      } catch let refusal as FormatError {
        compared.append(ComparedMethod(name, refusal: refusal.message))
      } catch let refusal as UserError {
        compared.append(ComparedMethod(name, refusal: refusal.message))
      }
    }
    line.show(names.count, of: names.count, "done")
    line.finish()
    Console.print(
      running.json
        ? try jsonText(Comparison(source: weights, methods: compared))
        : comparisonTable(compared))
    if let failing = compared.first(where: { $0.proof?.holds == false }) {
      throw UserError(
        message: "the proof of \(failing.method) fails",
        hint: "`snnconvert convert --method \(failing.method)` says more", exitCode: 1)
    }
  }
}

/// What `compare --json` prints.
private struct Comparison: Encodable {
  let schema = 1
  let source: String
  let methods: [ComparedMethod]
}

/// One row of the comparison.
struct ComparedMethod: Encodable {
  let method: String
  let steps: Int?
  let proof: ConversionDocument.Proof?
  /// Why there is no proof.
  let refusal: String?

  init(_ name: MethodName, steps: Int, _ proof: Verification) {
    (method, self.steps, refusal) = (name.rawValue, steps, nil)
    self.proof = ConversionDocument.Proof(proof)
  }

  init(_ name: MethodName, refusal: String) {
    (method, steps, proof, self.refusal) = (name.rawValue, nil, nil, refusal)
  }
}

/// The comparison as a table, a method per line.
func comparisonTable(_ methods: [ComparedMethod]) -> String {
  let head =
    "method         T  agreement     right    99% at  spikes a row  additions  multiplications  "
    + "nJ (estimate)  proof"
  let rows = methods.map { entry in
    let name = entry.method.trailing(11)
    guard let proof = entry.proof else { return name + "    –  \(printable(entry.refusal ?? ""))" }
    let last = proof.curve[proof.curve.count - 1]
    return name + (entry.steps.map(String.init) ?? "–").leading(5)
      + percent(last.agreement).leading(11) + (last.accuracy.map(percent) ?? "–").leading(10)
      + (proof.stepsTo99.map(String.init) ?? "–").leading(10)
      + fixed(Scalar(last.spikes), 1).leading(14) + amount(proof.cost.additions).leading(11)
      + amount(proof.cost.cachedMultiplications).leading(17)
      + fixed(Scalar(proof.cost.energy), 1).leading(15)
      + "  " + (proof.holds ? "holds" : "FAILS: " + proof.complaints.joined(separator: "; "))
  }
  let original = methods.lazy.compactMap(\.proof).first.flatMap { proof in
    proof.originalAccuracy.map {
      "original network: right \(percent($0)), "
        + "\(fixed(Scalar(proof.cost.originalEnergy), 1)) nJ in 32 bits"
    }
  }
  return ([head] + rows + [original].compactMap(\.self)).joined(separator: "\n")
}

extension NetworkGraph {
  /// Whether its rectifiers round to levels, as networks trained for qcfs have them.
  var hasLevels: Bool {
    nodes.contains {
      if case .rectifier(let rectifier) = $0.operation { rectifier.levels != nil } else { false }
    }
  }
}

extension MethodName {
  /// Whether there are neurons for the rectifiers of a network with levels, or of one without.
  fileprivate func suits(networksWithLevels hasLevels: Bool) -> Bool {
    switch self {
    case .qcfs: hasLevels
    case .ttfs, .fewSpikes: !hasLevels
    default: true
    }
  }
}
