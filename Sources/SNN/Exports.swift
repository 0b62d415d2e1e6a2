@_exported public import SNNConversion
// One import for everything a training script needs.
@_exported public import SNNTraining
