import ArgumentParser
import SNN
import SNNCommandLine

/// Flags that say what a proof must show.
struct ProofOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail with exit code 1 when fewer answers are the original network's, 0...1.",
      valueName: "share"))
  var minAgreement: Scalar?

  func validate() throws {
    if let minAgreement, !(0...1).contains(minAgreement) {
      throw ValidationError("--min-agreement must lie in 0...1, not \(minAgreement)")
    }
  }

  /// Ends with code 1 where a proof fails or agreement is too low.
  func judge(_ verification: Verification?) throws {
    guard let verification else { return }
    if let complaint = verification.complaints.first {
      throw UserError(
        message: "the proof fails: \(complaint.message)", hint: complaint.remedy, exitCode: 1)
    }
    if let minAgreement, verification.final.agreement < minAgreement {
      throw UserError(
        message: "\(percent(verification.final.agreement)) of the answers are the original "
          + "network's, less than the \(percent(minAgreement)) asked for",
        hint: "raise --steps, or try another --method: `snnconvert compare` shows them all",
        exitCode: 1)
    }
  }
}
