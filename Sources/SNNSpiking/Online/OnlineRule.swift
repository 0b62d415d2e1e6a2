public import SNNLayers

/// How `OnlineNeurons` learn while a sequence runs, without going back in time.
///
/// All three combine what a synapse remembers with ∂ℓ[t]/∂s[t], the gradient that the loss of the
/// step sends down through the layers within the step.  They differ in what a synapse remembers of
/// the steps before, and so in memory and in what of back-propagation through time (BPTT) they
/// leave out.
///
/// x presynaptic spikes, X = x·W + b current, h state, s spike of a neuron; ℓ loss of a step; all
/// dimensionless.  B samples, I inputs, O neurons.
public enum OnlineRule: Sendable, Hashable {
  /// Online training through time (OTTT): a trace of each input.
  ///
  ///     â[t] = λ·â[t−1] + x[t]      ∇W = Σ_t â[t]ᵀ·(∂ℓ[t]/∂s[t]·∂s[t]/∂X[t])
  ///
  /// Memory O(B·I).  It takes a neuron's state to fall by λ in every step: BPTT of one layer when
  /// the neuron is first-order, λ is its β and its reset subtracts and is detached, or there is
  /// none; learned coefficients get the gradient within the step.
  /// - Reference: Xiao et al., *Online Training Through Time for Spiking Neural Networks*, 2022.
  case ottt(decay: Scalar)

  /// Real-time recurrent learning (RTRL) of element-wise neurons: the derivative of every state
  /// with respect to every weight into its neuron, carried through the step's own Jacobian.
  ///
  ///     P[t] = ∂h[t]/∂h[t−1]·P[t−1] + ∂h[t]/∂X[t]·x[t]      ∇W = Σ_t ∂ℓ[t]/∂s[t]·∂s[t]/∂W
  ///
  /// Memory O(B·I·O).  BPTT of one layer, whatever the neuron and its reset, and of its learned
  /// coefficients; of several layers it leaves out how a spike acts on later steps of the next.
  /// - Reference: Williams & Zipser, *A Learning Algorithm for Continually Running Fully Recurrent
  ///   Neural Networks*, 1989.
  case rtrl

  /// Eligibility propagation (e-prop): the derivatives of RTRL, which for spiking neurons are the
  /// paper's eligibility traces e, low-passed because the read-out remembers.
  ///
  ///     ē[t] = κ·ē[t−1] + e[t],   e[t] = ∂s[t]/∂W      ∇W = Σ_t ∂ℓ[t]/∂s[t]·ē[t]
  ///
  /// Memory O(B·I·O).  BPTT of one hidden layer when its spikes go to a `LeakyReadout` of decay κ,
  /// which itself learns by `.rtrl`, and parameters move after the sequence.  The paper ignores the
  /// reset's path; so does a neuron that detaches its reset, as all do with timing `.nextStep`.
  /// - Reference: Bellec et al., *A solution to the learning dilemma for recurrent networks of
  ///   spiking neurons*, 2020.
  case eprop(readoutDecay: Scalar)

  /// What a read-out, which hands on a membrane, learns by in a network of this rule.
  var ofReadout: OnlineRule {
    switch self {
    case .ottt, .rtrl: self
    case .eprop: .rtrl
    }
  }

  /// The decay that the rule is given, 0 without one.
  var decay: Scalar {
    switch self {
    case .ottt(let decay), .eprop(let decay): decay
    case .rtrl: 0
    }
  }
}
