@_exported public import SNNTensor
