@_exported public import SNN

/// One input of the fuzzer's: reading it must end with a result or with an error that helps.
///
/// - Parameters:
///   - start: where the input stands, nil for one without bytes.
///   - count: its number of bytes.
///   - read: reads it; the name is the file's in messages.
/// - Returns: what libFuzzer expects.
public func fuzz(
  _ start: UnsafePointer<UInt8>?, _ count: Int,
  _ read: (_ bytes: [UInt8], _ name: String) throws(FormatError) -> Void
) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(FormatError) {
    try read(bytes, "fuzz")
  } catch {
    expect(error.kind == .badData, "\(error)")
    expect(error.message.hasPrefix("fuzz: ") && !error.hint.isEmpty, "\(error)")
    let shown = error.description.unicodeScalars.filter { $0 != "\n" }
    expect(!shown.contains { $0.properties.generalCategory == .control }, "\(error)")
  }
  return 0
}

/// Stops the fuzzer, which keeps the input, when something does not hold.
public func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
