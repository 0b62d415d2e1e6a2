internal import SNNFormats
internal import SNNTensor

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A tensor of a file whose type, shape and size agree; its numbers are decoded when they are asked for.
struct ONNXTensor {
  let name: String
  let element: ONNXElement
  let dimensions: [Int]
  private let message: ONNXTensorProto
  private let place: ExternalPlace?

  /// - Parameters:
  ///   - message: what the file says.
  ///   - name: what messages call the tensor.
  ///   - files: those beside the network's.
  init(
    _ message: ONNXTensorProto, named name: String, files: inout ExternalFiles
  ) throws(FormatError) {
    guard let element = ONNXElement(rawValue: message.dataType), element != .undefined else {
      throw FormatError(
        tensor: name, "has the number type \(message.dataType), which is not known",
        hint: exportAgainHint)
    }
    guard message.dims.count <= 8, message.dims.allSatisfy({ $0 >= 0 }) else {
      throw FormatError(
        tensor: name, "has the shape \(message.dims.prefix(9)), which no tensor here can have",
        hint: exportAgainHint)
    }
    guard !message.hasSegment else {
      throw FormatError(
        tensor: name, "is stored in pieces", hint: "save it whole with onnx.save")
    }
    let dimensions = message.dims.map { Int(clamping: $0) }
    let width = element.stored?.byteCount ?? 1
    guard let size = byteCount(of: dimensions, elementSize: width), size < .max else {
      throw FormatError(
        tensor: name, "has a shape \(dimensions) too large for any file", hint: exportAgainHint)
    }
    (self.name, self.element, self.dimensions, self.message) = (name, element, dimensions, message)
    place = try Self.place(message, element, size: size, named: name, files: &files)
    if element.stored != nil { try checkCount(size: size) }
  }

  /// Where the numbers lie when that is not within the message.
  private static func place(
    _ message: ONNXTensorProto, _ element: ONNXElement, size: Int, named name: String,
    files: inout ExternalFiles
  ) throws(FormatError) -> ExternalPlace? {
    if element.stored == nil { return nil }
    switch message.dataLocation {
    case 0: return nil
    case 1: return try files.place(message.externalData, tensor: name, size: size)
    default:
      throw FormatError(
        tensor: name, "lies in place \(message.dataLocation), which is not known",
        hint: exportAgainHint)
    }
  }

  /// How many numbers it has.
  var count: Int { dimensions.reduce(1, *) }

  /// Checks that as many numbers are there as the shape asks for, and in one place only.
  private func checkCount(size: Int) throws(FormatError) {
    let raw = message.rawData.count
    let lists = [
      message.floatData.count, message.int32Data.count, message.int64Data.count,
      message.doubleData.count,
    ]
    let filled = lists.count { $0 > 0 } + (raw > 0 ? 1 : 0) + (place != nil ? 1 : 0)
    guard filled <= 1 else {
      throw FormatError(
        tensor: name, "has its numbers in \(filled) places", hint: exportAgainHint)
    }
    if place != nil { return }
    let listed = listedCount
    let found = raw > 0 ? "\(raw) bytes" : "\(lists.reduce(0, +)) numbers"
    guard raw > 0 ? raw == size : listed == count && lists.reduce(0, +) == listed else {
      throw FormatError(
        tensor: name, "needs \(count) numbers of type \(element.name) but has \(found) of its own",
        hint: "the file is damaged or incomplete; copy or export it again")
    }
    let isHalf = element == .float16 || element == .bfloat16
    if isHalf, let odd = message.int32Data.first(where: { !(0...0xFFFF ~= $0) }) {
      throw FormatError(
        tensor: name, "has \(odd) among numbers of 16 bits", hint: exportAgainHint)
    }
  }

  /// How many numbers stand in the list for this type.
  private var listedCount: Int {
    switch element {
    case .float: message.floatData.count
    case .double: message.doubleData.count
    case .int64: message.int64Data.count
    default: message.int32Data.count
    }
  }

  /// The numbers in the list for this type; halves are kept as whole numbers of their bits.
  private var listedScalars: [Scalar] {
    switch element {
    case .float: message.floatData.map { Scalar($0) }
    case .double: message.doubleData.map { Scalar($0) }
    case .float16:
      message.int32Data.map { Scalar(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) }
    case .bfloat16:
      message.int32Data.map { Scalar(Float(bitPattern: UInt32(truncatingIfNeeded: $0) << 16)) }
    default: []
    }
  }

  /// Its bytes, wherever they lie.
  private func bytes(_ files: ExternalFiles) throws(FormatError) -> [UInt8] {
    if let place { return try files.read(place, tensor: name) }
    return [UInt8](message.rawData)
  }

  private var liesInBytes: Bool { place != nil || !message.rawData.isEmpty }
}

extension ONNXTensor {
  /// The numbers, each rounded to `Scalar`.
  /// - Throws: an error of kind `badData` when they are not real, not there or not finite.
  func scalars(_ files: ExternalFiles) throws(FormatError) -> [Scalar] {
    let scalars = try anyScalars(files)
    if let index = scalars.firstIndex(where: { !$0.isFinite }) {
      throw FormatError(
        tensor: name,
        "holds \(scalars[index]) as number \(index + 1) of \(scalars.count), read as \(Scalar.self)",
        hint: "weights must be finite: train again with a smaller learning rate")
    }
    return scalars
  }

  /// The numbers, infinite ones too.
  func anyScalars(_ files: ExternalFiles) throws(FormatError) -> [Scalar] {
    guard element.isReal, let stored = element.stored else {
      throw FormatError(
        tensor: name, "holds numbers of type \(element.name) where a network has weights",
        hint: "export the network in single precision, before any quantisation")
    }
    guard liesInBytes else { return listedScalars }
    let bytes = try bytes(files)
    return stored.decode(bytes.span)
  }

  /// The numbers of a shape or a list of axes.
  func integers(_ files: ExternalFiles) throws(FormatError) -> [Int] {
    guard element.isWhole else {
      throw FormatError(
        tensor: name, "holds numbers of type \(element.name) where whole ones are needed",
        hint: exportAgainHint)
    }
    guard count <= Sizes.limit else {
      throw FormatError(
        tensor: name, "has \(count) numbers, too many for a shape", hint: exportAgainHint)
    }
    guard liesInBytes else {
      return element == .int64
        ? message.int64Data.map { Int(clamping: $0) } : message.int32Data.map { Int($0) }
    }
    let bytes = try bytes(files)
    return (0..<count).map { index in
      switch element {
      case .int64: Int(littleEndian(bytes.span, at: 8 * index) as Int64)
      case .int32: Int(littleEndian(bytes.span, at: 4 * index) as Int32)
      default: Int(bytes[index])
      }
    }
  }
}
