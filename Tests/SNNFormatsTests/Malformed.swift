import SNNFormats
import SNNTensor
import Testing

/// A broken file and words that its error must contain.
struct Malformed: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let words: String
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], _ words: String) {
    self.name = name
    self.bytes = bytes
    self.words = words
  }

  /// Expects that reading ends with an error that says what and where, and at once.
  /// - Parameter file: how errors call the file.
  func expectRefusal(
    by file: String, _ read: (_ bytes: [UInt8], _ name: String) throws(FormatError) -> Void
  ) {
    var found: FormatError?
    let time = ContinuousClock().measure {
      found = error { () throws(FormatError) in try read(bytes, file) }
    }
    #expect(found?.kind == .badData)
    #expect(found?.message.hasPrefix("\(file): ") == true)
    #expect(found?.message.contains(words) == true, "\(found?.message ?? "accepted")")
    #expect(found?.hint.isEmpty == false)
    #expect(time < .seconds(1))
  }

  /// A broken header over eight bytes of sound data.
  init(_ name: String, header: String, _ words: String) {
    self.init(name, file(header, data: oneAndMinusTwoAndAHalf), words)
  }

  /// One tensor with these fields.
  init(
    _ name: String, dtype: String = #""F32""#, shape: String = "[2]", offsets: String = "[0,8]",
    _ words: String
  ) {
    let header = #"{"w":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}}"#
    self.init(name, header: header, words)
  }
}

/// A file with one to three random changes: bits, bytes, digits and marks, pieces that are missing
/// or there twice, an early end.
func mutated(_ sound: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
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
