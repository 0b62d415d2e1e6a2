internal import SNNFormats

/// The number types of ONNX, numbered as in the format.
enum ONNXElement: Int32 {
  case undefined, float, uint8, int8, uint16, int16, int32, int64, string, bool, float16, double
  case uint32, uint64, complex64, complex128, bfloat16, float8e4m3fn, float8e4m3fnuz, float8e5m2
  case float8e5m2fnuz, uint4, int4, float4e2m1, float8e8m0, uint2, int2, float6e2m3, float6e3m2

  /// What the format calls it: `FLOAT16`.
  var name: String { "\(self)".uppercased() }

  /// How its numbers lie in bytes; nil for the types that no network here can have.
  var stored: ElementType? {
    switch self {
    case .float: .float32
    case .double: .float64
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int64: .int64
    case .int32: .int32
    case .bool: .bool
    default: nil
    }
  }

  /// Whether weights may have it.
  var isReal: Bool {
    switch self {
    case .float, .double, .float16, .bfloat16: true
    default: false
    }
  }

  /// Whether the numbers of a shape may have it.
  var isWhole: Bool { self == .int64 || self == .int32 || self == .bool }
}
