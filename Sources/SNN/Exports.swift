@_exported public import SNNConversion
@_exported public import SNNPictures
// One import for everything a training script needs.
@_exported public import SNNTraining
