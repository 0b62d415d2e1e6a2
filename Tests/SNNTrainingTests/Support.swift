import SNNTraining

/// The usual experiment of a coding with some settings changed.
func experiment(
  _ coding: Coding = .direct, changed change: (inout Experiment) -> Void
) -> Experiment {
  var result = Experiment(coding: coding)
  change(&result)
  return result
}
