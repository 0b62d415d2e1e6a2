/// A name for a stream of random numbers.
///
/// Every draw in the framework is keyed by what it is for: a seed, then a chain of words and
/// numbers such as purpose, epoch, sample.  The stream depends on the chain alone, so results do
/// not change with the batch split, the order of work or the number of threads.
///
///     var generator = RandomKey(seed: 7)["shuffle"][epoch].generator
public struct RandomKey: Sendable, Hashable {
  let state: UInt64

  private init(state: UInt64) { self.state = state }

  /// The root of all streams of a seed.
  public init(seed: UInt64) { self.init(state: mix(seed &+ 0x9E37_79B9_7F4A_7C15)) }

  /// The stream for one index: an epoch, a sample, a layer.
  public subscript(_ index: Int) -> RandomKey {
    let word = UInt64(bitPattern: Int64(index))
    return RandomKey(state: mix(state ^ mix(word &+ 0xD1B5_4A32_D192_ED03)))
  }

  /// The stream for one purpose.
  public subscript(_ purpose: StaticString) -> RandomKey {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(purpose)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return RandomKey(state: mix(state ^ mix(hash)))
  }

  /// A generator that starts at the head of this stream.
  public var generator: SplitMix64 { SplitMix64(seed: state) }
}

/// A small, fast generator: a counter whose values are thoroughly mixed.
///
/// - Reference: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var counter: UInt64

  /// A generator whose numbers the seed decides.
  public init(seed: UInt64) { counter = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 0x9E37_79B9_7F4A_7C15
    return mix(counter)
  }

  /// A number in 0..<1 with 24 random bits, the same in `Float` and in `Double`.
  public mutating func uniform() -> Scalar { Scalar(next() >> 40) * 0x1p-24 }
}

/// The finaliser of SplitMix64: every input bit changes about half of the output bits.
private func mix(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
