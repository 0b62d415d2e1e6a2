public import ArgumentParser
public import SNN
import SNNCommandLine

/// Flags that say how a network is converted.
struct MethodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How thresholds are found and spikes carry numbers: "
        + MethodName.allCases.map(\.rawValue).joined(separator: ", ") + "."))
  var method: MethodName = .ltb

  @OptionGroup var settings: MethodSettings

  /// The converter that the flags describe.
  func converter() throws -> NetworkConverter { try settings.converter(method) }
}

/// The methods, as flags have them.
enum MethodName: String, CaseIterable, ExpressibleByArgument {
  case ltb, max, percentile, calibrated, stbif, ttfs
  case fewSpikes = "few-spikes"
  case qcfs, burst, phase
}

/// What can be set about methods; what is not given is the method's own default.
struct MethodSettings: ParsableArguments {
  @Option(help: ArgumentHelp("Time steps per inference.", valueName: "T"))
  var steps: Int?

  @Option(help: "How samples come in: analog, rate, latency, phase, burst.")
  var coding: InputCode = .analog

  @Option(help: "Thresholds of every channel, or one for each layer.")
  var scope: ThresholdScope = .channel

  @Option(
    help: ArgumentHelp(
      "Steps the read-out leaves out at the start, or auto for what the first spikes need.",
      valueName: "steps|auto"), transform: ReadoutDelay.init(flag:))
  var readoutDelay: ReadoutDelay?

  @Option(help: ArgumentHelp("ltb: how often balancing updates a threshold.", valueName: "n"))
  var iterations: Int?

  @Option(help: ArgumentHelp("percentile: of the activations that are not zero.", valueName: "%"))
  var percentile: Scalar?

  @Option(help: "calibrated: what is corrected, light (currents) or potential (membranes).")
  var correction: ConversionMethod.Correction?

  @Option(help: ArgumentHelp("stbif: levels of the quantised network.", valueName: "L"))
  var levels: Int?

  @Option(
    help: ArgumentHelp(
      "ttfs: how much longer windows are than the largest activation, 0.5 for half as much.",
      valueName: "share"))
  var margin: Scalar?

  @Option(help: ArgumentHelp("few-spikes: digits of an activation.", valueName: "K"))
  var digits: Int?

  @Option(help: ArgumentHelp("burst: the most spikes of a step.", valueName: "n"))
  var maxSpikes: Int?

  @Option(help: ArgumentHelp("phase: steps of a period.", valueName: "K"))
  var period: Int?

  @Option(
    help: ArgumentHelp("qcfs: steps before spent neurons are silenced (SRP).", valueName: "steps"))
  var silencing: Int?

  /// The converter for a method; a setting of another method is refused.
  func converter(_ name: MethodName) throws -> NetworkConverter {
    if let flag = settingOfAnother(than: name) {
      throw UserError(
        message: "\(flag) has no use with --method \(name.rawValue)", hint: "leave \(flag) out")
    }
    return try converter(using: name)
  }

  /// The converter for a method, settings of others left aside.
  func converter(using name: MethodName) throws -> NetworkConverter {
    var converter = NetworkConverter(method: method(name))
    if converter.method.hasSteps { converter.steps = steps ?? converter.steps }
    converter.scope = scope
    if converter.method.takesCodedInput { converter.input = coding }
    converter.iterations = iterations ?? converter.iterations
    if let readoutDelay, !converter.method.isReadWhole { converter.readout = readoutDelay.readout }
    if let complaint = converter.complaint {
      throw UserError(message: complaint, hint: "`snnconvert help convert` explains every flag")
    }
    return converter
  }

  private func method(_ name: MethodName) -> ConversionMethod {
    switch name {
    case .ltb: .ltb
    case .max: .max
    case .percentile: .percentile(percentile ?? 99.9)
    case .calibrated: .calibrated(correction ?? .light)
    case .stbif: .stbif(levels: levels ?? 16)
    case .ttfs: .ttfs(margin: margin ?? 0.5)
    case .fewSpikes: .fewSpikes(digits: digits ?? 8)
    case .qcfs: .qcfs(silencing: silencing)
    case .burst: .burst(maximum: maxSpikes ?? 4)
    case .phase: .phase(period: period ?? 8)
    }
  }

  private func names(where holds: (ConversionMethod) -> Bool) -> [MethodName] {
    MethodName.allCases.filter { holds(method($0)) }
  }

  private func settingOfAnother(than name: MethodName) -> String? {
    let own: [(flag: String, isGiven: Bool, methods: [MethodName])] = [
      ("--iterations", iterations != nil, [.ltb]),
      ("--percentile", percentile != nil, [.percentile]),
      ("--correction", correction != nil, [.calibrated]), ("--levels", levels != nil, [.stbif]),
      ("--margin", margin != nil, [.ttfs]),
      ("--digits", digits != nil, [.fewSpikes]), ("--max-spikes", maxSpikes != nil, [.burst]),
      ("--period", period != nil, [.phase]), ("--silencing", silencing != nil, [.qcfs]),
      ("--steps", steps != nil, names { $0.hasSteps }),
      ("--coding", coding != .analog, names { $0.takesCodedInput }),
      ("--readout-delay", readoutDelay != nil, names { !$0.isReadWhole }),
    ]
    return own.first { $0.isGiven && !$0.methods.contains(name) }?.flag
  }
}

extension ConversionMethod {
  /// Whether samples can come in as spikes.
  var takesCodedInput: Bool {
    switch self {
    case .stbif, .ttfs, .fewSpikes: false
    default: true
    }
  }
}

/// The steps a read-out leaves out at the start.
enum ReadoutDelay {
  case automatic
  case steps(Int)

  init(flag: String) throws {
    if flag == "auto" {
      self = .automatic
    } else if let steps = Int(flag), (0...4096).contains(steps) {
      self = .steps(steps)
    } else {
      throw ValidationError("“\(flag)” is neither auto nor a number of steps in 0...4096")
    }
  }

  /// nil lets the converter find it.
  var readout: Readout? {
    switch self {
    case .automatic: nil
    case .steps(let steps): steps == 0 ? .immediate : .delayed(steps)
    }
  }
}

extension InputCode: ExpressibleByArgument {}
extension ThresholdScope: ExpressibleByArgument {}
extension ConversionMethod.Correction: ExpressibleByArgument {}
