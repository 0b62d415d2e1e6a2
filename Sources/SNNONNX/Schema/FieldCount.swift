internal import SwiftProtobuf

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Counts the fields of a file's messages with protobuf's own reader, before any is kept.
///
/// A node of two bytes takes a hundred times as many in memory, so that a file of some megabytes could
/// ask for gigabytes.  A whole number of one byte in a list takes eight and counts like a field; real
/// numbers take as much memory as in the file and are passed over.
struct TooManyFields: Error {}

/// Checks a file before its messages are read.
/// - Throws: `TooManyFields`, or what protobuf throws for bytes that are no message.
func checkFieldCount(_ bytes: [UInt8], options: BinaryDecodingOptions) throws {
  _ = try ModelFields(serializedBytes: bytes, options: options)
}

/// As many as a network of ten thousand layers has.
private let fieldLimit = 500_000

/// A message of which only the number of fields is kept, its own and those of its parts.
private protocol FieldCount: Message {
  var count: Int { get set }
  /// What stands in a field, when its fields count too.
  static func part(in field: Int) -> (any FieldCount.Type)?
  /// How many of the whole numbers that are listed in a field count as one, nil for other fields.
  static func share(in field: Int) -> Int?
}

extension FieldCount {
  static func share(in field: Int) -> Int? { nil }

  static var protoMessageName: String { "\(Self.self)" }

  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      count += 1
      if let part = Self.part(in: field) { count += try Self.count(of: part, &decoder) }
      if let share = Self.share(in: field) { count += try Self.numbers(&decoder) / share }
      guard count <= fieldLimit else { throw TooManyFields() }
    }
  }

  private static func count<Part: FieldCount, D: Decoder>(
    of part: Part.Type, _ decoder: inout D
  ) throws -> Int {
    var parts: [Part] = []
    try decoder.decodeRepeatedMessageField(value: &parts)
    return parts.reduce(0) { $0 + $1.count }
  }

  /// How many whole numbers a list without tags has: each ends with a byte below 128.
  private static func numbers<D: Decoder>(_ decoder: inout D) throws -> Int {
    var list = Data()
    try decoder.decodeSingularBytesField(value: &list)
    return list.count { $0 < 0x80 }
  }

  func traverse<V: Visitor>(visitor: inout V) throws {}

  func isEqualTo(message: any Message) -> Bool { (message as? Self)?.count == count }
}

// The numbers of the fields are those of onnx-subset.proto.

private struct ModelFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? {
    switch field {
    case 7: GraphFields.self
    case 8, 25: PlainFields.self
    default: nil
    }
  }
}

private struct GraphFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? {
    switch field {
    case 1: NodeFields.self
    case 5: TensorFields.self
    case 11, 12: ValueFields.self
    default: nil
    }
  }
}

private struct NodeFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? {
    field == 5 ? AttributeFields.self : nil
  }
}

private struct AttributeFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? { field == 5 ? TensorFields.self : nil }

  static func share(in field: Int) -> Int? { field == 8 ? 1 : nil }
}

private struct TensorFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? { nil }

  static func share(in field: Int) -> Int? {
    switch field {
    case 1, 7: 1
    // Weights in half precision may stand here, mostly of two or three bytes that take four.
    case 5: 64
    default: nil
    }
  }
}

/// The name and the type of an input, down to the list of its axes.
private struct ValueFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? { field == 2 ? TypeFields.self : nil }
}

private struct TypeFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? {
    field == 1 ? TensorTypeFields.self : nil
  }
}

private struct TensorTypeFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? { field == 2 ? PlainFields.self : nil }
}

/// A message whose parts are of no weight.
private struct PlainFields: FieldCount {
  var count = 0
  var unknownFields = UnknownStorage()

  static func part(in field: Int) -> (any FieldCount.Type)? { nil }
}
