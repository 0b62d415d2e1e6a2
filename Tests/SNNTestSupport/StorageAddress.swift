public import SNNTensor

extension Tensor {
  /// Where the elements lie in memory.
  ///
  /// The same before and after an update means that nothing was copied: a copy is made while the
  /// original still exists, so it cannot lie at the same place.
  public var storageAddress: UInt {
    unsafe scalars.span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}
