import SNNFormats
import SNNKeras
import Testing

/// Expects that reading ends with an error that says what is wrong and what helps, and at once.
func expectRefusal(
  _ words: String, _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ read: () throws(FormatError) -> KerasFile
) {
  var found: FormatError?
  let time = ContinuousClock().measure {
    do throws(FormatError) { _ = try read() } catch { found = error }
  }
  let comment: Comment = "\(what): \(found?.message ?? "accepted")"
  #expect(found?.kind == .badData, comment, sourceLocation: sourceLocation)
  #expect(found?.message.contains(words) == true, comment, sourceLocation: sourceLocation)
  #expect(found?.hint.isEmpty == false, comment, sourceLocation: sourceLocation)
  #expect(time < .seconds(1), comment, sourceLocation: sourceLocation)
}

/// A model as `Scripts/golden-keras.py` wrote it, with one thing in it changed.
func changed(
  _ model: String, _ edit: (inout SafetensorsFile, inout String) throws -> Void
) throws -> [UInt8] {
  var file = try SafetensorsFile(parsing: fixture("\(model).safetensors"), name: model)
  var config = try #require(file.metadata["keras-config"])
  try edit(&file, &config)
  file.metadata["keras-config"] = config
  return try file.encoded()
}
