import FuzzSupport
import SNNONNX

/// Networks in ONNX, without files beside them: what becomes a graph can be run and folded.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzONNX(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    let file = try ONNXFile(parsing: bytes, name: name, folder: nil)
    expect(Set(file.tensors.map(\.name)).count == file.tensors.count, "a name twice")
    run(file.graph)
  }
}
