@_exported public import SNNKernels
