import SNNFormats
import SNNTestSupport

/// A file made by hand: the length, the header and the data, whether they fit together or not.
func file(_ header: [UInt8], data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + data
}

func file(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
  file(Array(header.utf8), data: data, length: length)
}

/// The bytes of 1 and −2.5 as F32, by IEEE 754.
let oneAndMinusTwoAndAHalf: [UInt8] = [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC0]

/// A header with one tensor of two F32 numbers.
let pairHeader = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#

/// A sound file with one tensor of two numbers.
let pairFile = file(pairHeader, data: oneAndMinusTwoAndAHalf)

func parsingError(_ bytes: [UInt8]) -> FormatError? {
  error { () throws(FormatError) in
    _ = try SafetensorsFile(parsing: bytes, name: "model.safetensors")
  }
}
