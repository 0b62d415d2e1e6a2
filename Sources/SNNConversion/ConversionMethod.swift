/// How a network is converted: how thresholds are found, and how spikes carry numbers.
///
/// | method | thresholds | spikes | what holds |
/// |---|---|---|---|
/// | `ltb` | balanced on activations, layer by layer | rate | identity, ≤ θ/2T for a constant drive |
/// | `max` | the largest activation | rate | identity, ≤ θ/2T |
/// | `percentile` | nearly the largest activation | rate | identity |
/// | `calibrated` | least squared error at T, then corrected | rate | identity; T is baked in |
/// | `stbif` | as `percentile`, in L steps | ±1, tracked | equals the quantised network once settled |
/// | `ttfs` | windows from the largest activations | one, in time | equals the network to rounding |
/// | `fewSpikes` | the largest activation | K digits | ⌊a/Δ⌋·Δ with Δ = α·2⁻ᴷ |
/// | `qcfs` | the trained limits of the activation | rate | identity |
/// | `burst` | half of `percentile` | up to Γ a step | identity |
/// | `phase` | as `percentile` | weighted by phase | identity |
public enum ConversionMethod: Sendable, Hashable, Codable {
  /// Local threshold balancing: θ ← θ + 2·mean(max(x − θ, 0)), batch by batch.
  /// - Reference: Bu, Li & Yu, *Inference-Scale Complexity in ANN-SNN Conversion…*, 2025.
  case ltb
  /// θ is the largest activation.
  /// - Reference: Diehl et al., *Fast-Classifying, High-Accuracy Spiking Deep Networks Through Weight
  ///   and Threshold Balancing*, 2015.
  case max
  /// θ is a percentile of the activations that are not zero, 0...100.
  /// - Reference: Rueckauer et al., *Conversion of Continuous-Valued Deep Networks…*, 2017.
  case percentile(Scalar = 99.9)
  /// θ with the least squared error at T steps, then a correction layer by layer.
  /// - Reference: Li et al., *A Free Lunch From ANN: Towards Efficient, Accurate Spiking Neural
  ///   Networks Calibration*, 2021.
  case calibrated(Correction = .light)
  /// Bipolar spikes with a tracker, over L levels: exact to the quantised network.
  case stbif(levels: Int = 16)
  /// One spike per neuron in continuous time: exact to the network itself.  Windows are
  /// 1 + margin times as long as the largest activation.
  case ttfs(margin: Scalar = 0.5)
  /// K binary digits per activation.
  case fewSpikes(digits: Int = 8)
  /// Thresholds trained with the activation; with `silencing` steps before, after which neurons whose
  /// membrane is spent stay silent (SRP).
  case qcfs(silencing: Int? = nil)
  /// Up to `maximum` spikes a step, of a threshold half of `percentile`'s.
  case burst(maximum: Int = 4)
  /// Spikes weighted by the phase within a period of K steps.
  case phase(period: Int = 8)

  /// What `calibrated` corrects.
  public enum Correction: String, Sendable, Codable, CaseIterable {
    /// A current of every channel, by the mean error.
    case light
    /// The membrane at the start of every neuron.
    case potential
  }

  /// Its name, as flags and files have it.
  public var name: String {
    switch self {
    case .ltb: "ltb"
    case .max: "max"
    case .percentile: "percentile"
    case .calibrated: "calibrated"
    case .stbif: "stbif"
    case .ttfs: "ttfs"
    case .fewSpikes: "few-spikes"
    case .qcfs: "qcfs"
    case .burst: "burst"
    case .phase: "phase"
    }
  }

  /// Whether samples are presented once and sums carried, not currents at every step.
  var carriesSums: Bool {
    if case .stbif = self { true } else { false }
  }

  var silencingSteps: Int? {
    if case .qcfs(let silencing) = self { silencing } else { nil }
  }

  /// Whether θ·ΣN = ΣX − U holds: spikes carry what they take from the membrane.
  var keepsIdentity: Bool {
    switch self {
    case .ltb, .max, .percentile, .calibrated, .burst, .phase, .stbif: true
    case .qcfs(let silencing): silencing == nil
    case .ttfs, .fewSpikes: false
    }
  }

  /// Whether only all of an answer's steps together say what is meant.
  public var isReadWhole: Bool {
    switch self {
    case .stbif, .ttfs, .fewSpikes, .phase: true
    case .ltb, .max, .percentile, .calibrated, .qcfs, .burst: false
    }
  }

  /// Whether an answer comes from a number of steps that can be chosen.
  public var hasSteps: Bool {
    switch self {
    case .ttfs, .fewSpikes: false
    default: true
    }
  }
}
