internal import SNNTensor

extension Array {
  /// Puts the elements into an order that depends on the key alone.
  ///
  /// The standard library keeps the right to change its own shuffle; splits must stay the same.
  /// - Reference: Durstenfeld, *Algorithm 235: Random Permutation*, 1964.
  mutating func shuffle(by key: RandomKey) {
    var generator = key.generator
    for last in indices.dropFirst().reversed() {
      let place = generator.next().multipliedFullWidth(by: UInt64(last + 1)).high
      swapAt(last, Int(place))
    }
  }
}
