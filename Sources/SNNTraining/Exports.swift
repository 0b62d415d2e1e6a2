@_exported public import SNNData
@_exported public import SNNFormats
@_exported public import SNNSpiking
