internal import Foundation
public import SNNFormats
internal import Testing

/// Reads what the fuzzers found interesting (`Scripts/fuzz.sh`) again without a fuzzer: each file ends
/// at once with a result or with an error that helps, and one at least is sound.
///
/// - Parameter folder: where the files lie.
public func replayCorpus(
  in folder: String, _ read: (_ bytes: [UInt8]) throws(FormatError) -> Void
) throws {
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  var refused = 0
  for name in names {
    let bytes = try readFile("\(folder)/\(name)")
    var found: FormatError?
    let time = ContinuousClock().measure {
      found = error { () throws(FormatError) in try read(bytes) }
    }
    #expect(time < .seconds(1), "\(name)")
    guard let found else { continue }
    refused += 1
    #expect(found.kind == .badData && !found.hint.isEmpty, "\(name): \(found)")
  }
  #expect(refused < names.count, "a sound file is among them")
}
