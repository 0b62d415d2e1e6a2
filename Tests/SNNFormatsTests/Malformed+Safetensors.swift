import SNNTestSupport

extension Malformed {
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
