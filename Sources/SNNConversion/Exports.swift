@_exported public import SNNTraining
