import FuzzSupport
import SNNKeras

/// Descriptions of models: what becomes a graph can be run and folded, and comes through a pipe.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeras(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(start, count) { (bytes, name) throws(FormatError) in
    guard let text = KerasText(bytes) else { return }
    let reply: [UInt8]
    do throws(FormatError) {
      reply = try KerasArchive(config: text.config, tensors: text.tensors).encoded()
    } catch {
      return
    }
    let file = try KerasFile(reply: reply, name: name)
    expect(file.tensors.count == text.tensors.count, "a weight is missing")
    run(file.graph)
  }
}
