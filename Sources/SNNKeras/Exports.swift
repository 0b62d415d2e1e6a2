@_exported public import SNNConversion
