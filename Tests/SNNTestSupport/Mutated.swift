public import SNNTensor

/// A file with one to three random changes: bits, bytes, digits and marks, pieces that are missing
/// or there twice, an early end.
public func mutated(_ sound: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
  let marks = Array("0123456789-.e,:[]{}\"\\ ".utf8)
  var bytes = sound
  for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    let other = Int.random(in: place...min(place + 20, bytes.count), using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes[place] = marks[Int.random(in: 0..<marks.count, using: &generator)]
    case 3: bytes.removeSubrange(place..<other)
    case 4: bytes.insert(contentsOf: bytes[place..<other], at: place)
    default: bytes.removeLast(bytes.count - place)
    }
  }
  return bytes
}
