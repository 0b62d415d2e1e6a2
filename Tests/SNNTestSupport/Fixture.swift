public import Foundation
internal import SNNFormats
public import SNNTensor
internal import Testing

/// A safetensors file among a test target's resources.
public struct Fixture: Sendable {
  private let file: SafetensorsFile

  /// - Parameters:
  ///   - name: the file's name without its ending.
  ///   - bundle: the test target's own, `.module`.
  /// - Throws: when there is no such file, or it cannot be read.
  public init(_ name: String, in bundle: Bundle) throws {
    let path = try #require(
      bundle.path(forResource: name, ofType: "safetensors", inDirectory: "Fixtures"))
    file = try SafetensorsFile(contentsOf: path)
  }

  /// All tensors in the order of the file.
  public var tensors: [(name: String, tensor: Tensor)] { file.tensors }

  /// The tensor with a name.
  public subscript(name: String) -> Tensor {
    get throws { try #require(file[name], "no tensor \(name)") }
  }

  /// A tensor of classes, kept in the file as numbers.
  public func labels(_ name: String) throws -> [Int] {
    try self[name].scalars.map { try #require(Int(exactly: $0)) }
  }
}
