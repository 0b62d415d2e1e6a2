@_exported public import SNNLayers
