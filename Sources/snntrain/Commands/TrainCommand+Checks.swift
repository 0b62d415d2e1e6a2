import SNN
import SNNCommandLine

// What can be wrong with the flags of `train`, alone, together and for the data they are given for.

extension TrainCommand {
  /// Throws when flags do not go together or hold values out of their range.
  func checkFlags() throws {
    let complaints: [(Bool, String, String)] = [
      (
        (folds ?? 2) < 2, "--folds must be at least 2, not \(folds ?? 2)",
        "try --folds 10"
      ),
      (
        folds != nil && output.out != nil, "--folds trains many networks and saves none of them",
        "leave out --folds or --out"
      ),
      (
        folds != nil && patience != nil, "--patience is not used with --folds",
        "leave out --folds or --patience"
      ),
      (
        folds != nil && dryRun, "--dry-run plans one training, --folds asks for many",
        "leave out --folds or --dry-run"
      ),
      (folds == nil && repeats != 1, "--repeats needs --folds", "add --folds 10"),
      (
        !(1...10_000).contains(repeats), "--repeats must lie in 1...10000, not \(repeats)",
        "try --repeats 10"
      ),
      (
        !(0..<1).contains(validation), "--validation must lie in 0..<1, not \(validation)",
        "try --validation 0.2"
      ),
      (
        folds != nil && validation > 0, "--validation is not used with --folds",
        "leave out --folds or --validation"
      ),
    ]
    if let (_, message, hint) = complaints.first(where: \.0) {
      throw UserError(message: message, hint: hint)
    }
  }

  /// The experiment that the flags describe for rows of a form.
  func experiment(for form: DataForm, rows: Int) throws -> Experiment {
    try checkParts(of: form)
    var result = try network.applied(to: DataSource(source).preset(network, rows: rows))
    result.patience = patience
    if let complaint = result.complaint(
      inputs: form.featureCount, classes: form.classCount, imageShape: form.imageShape)
    {
      throw UserError(message: complaint, hint: hint(for: result, form))
    }
    return result
  }

  /// Whether the flags suit the validation and test rows that the data set itself has or lacks.
  private func checkParts(of form: DataForm) throws {
    if form.hasTest, folds != nil {
      throw UserError(
        message: "\(source) has its own test rows and is not to be cross-validated",
        hint: "leave --folds out")
    }
    if form.hasValidation, validation > 0 {
      throw UserError(
        message: "\(source) has its own validation rows", hint: "leave --validation out")
    }
    if !form.hasValidation, patience != nil, validation == 0 {
      throw UserError(
        message: "--patience needs validation rows", hint: "add --validation 0.2")
    }
  }

  /// What helps an experiment that does not fit its rows.
  private func hint(for experiment: Experiment, _ form: DataForm) -> String {
    if experiment.needsImages, form.imageShape == nil {
      return
        "use --model mlp without --augment-shift and --augment-flip, or images such as mnist"
    }
    if let image = form.imageShape, experiment.augmentation.shift >= min(image[1], image[2]) {
      return "try --augment-shift 2"
    }
    return "choose smaller layers with --hidden"
  }
}
