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
      left out.  Settings of single methods apply to those alone.
      """)

  @Argument(help: "A file with a trained network.")
  var weights: String

  @OptionGroup(title: "Network") var spec: SpecOptions
  @OptionGroup(title: "Data") var data: ConversionData
  @OptionGroup(title: "Conversion") var settings: MethodSettings
  @OptionGroup(title: "Running") var running: RunningOptions

  mutating func run() throws {
    running.apply()
    let converters = try MethodName.allCases.map { try settings.converter(using: $0) }
    let source = try NetworkSource(weights, spec)
    let rows = try data.load(quiet: running.quiet)
    try data.check(rows.train, suits: source.graph, place: weights)
    let samples = rows.train.calibrationSamples(data.calibrationRows)
    let hasLevels = source.graph.hasLevels
    let line = ProgressLine(quiet: running.quiet)
    var compared: [ComparedMethod] = []
    let suited = converters.filter { $0.method.suits(networksWithLevels: hasLevels) }
    for (index, converter) in suited.enumerated() {
      line.show(index, of: suited.count, converter.method.name)
      let network = try converter.converted(source.graph, calibratedOn: samples)
      let proof = try network.verified(
        against: source.graph, on: rows.test.samples, labels: rows.test.labels)
      compared.append(ComparedMethod(converter, proof))
    }
    line.show(suited.count, of: suited.count, "done")
    line.finish()
    Console.print(
      running.json
        ? try ConversionDocument.encoded(Comparison(source: weights, methods: compared))
        : comparisonTable(compared))
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
  let steps: Int
  let proof: ConversionDocument.Proof

  init(_ converter: NetworkConverter, _ proof: Verification) {
    method = converter.method.name
    steps = converter.steps
    self.proof = ConversionDocument.Proof(proof)
  }
}

/// The comparison as a table, a method per line.
func comparisonTable(_ methods: [ComparedMethod]) -> String {
  let head =
    "method         T  agreement     right    99% at  spikes a row  additions  multiplications  "
    + "nJ (estimate)  proof"
  let rows = methods.map { entry in
    let (proof, last) = (entry.proof, entry.proof.curve[entry.proof.curve.count - 1])
    return entry.method.trailing(11) + "\(entry.steps)".leading(5)
      + percent(last.agreement).leading(11) + (last.accuracy.map(percent) ?? "–").leading(10)
      + (proof.stepsTo99.map(String.init) ?? "–").leading(10)
      + fixed(Scalar(last.spikes), 1).leading(14) + amount(proof.cost.additions).leading(11)
      + amount(proof.cost.cachedMultiplications).leading(17)
      + fixed(Scalar(proof.cost.energy), 1).leading(15)
      + "  " + (proof.holds ? "holds" : "FAILS: " + proof.complaints.joined(separator: "; "))
  }
  let original = methods.first?.proof.originalAccuracy.map {
    "original network: right \(percent($0)), "
      + "\(fixed(Scalar(methods[0].proof.cost.originalEnergy), 1)) nJ in 32 bits"
  }
  return ([head] + rows + [original ?? ""]).joined(separator: "\n")
}

extension NetworkGraph {
  /// Whether its rectifiers round to levels, as networks trained for qcfs have them.
  var hasLevels: Bool {
    nodes.contains {
      if case .rectifier(let rectifier) = $0.operation { rectifier.levels != nil } else { false }
    }
  }
}

extension ConversionMethod {
  /// Whether there are neurons for the rectifiers of a network with levels, or of one without.
  fileprivate func suits(networksWithLevels hasLevels: Bool) -> Bool {
    switch self {
    case .qcfs: hasLevels
    case .ttfs, .fewSpikes: !hasLevels
    default: true
    }
  }
}
