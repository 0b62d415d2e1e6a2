/// A module whose tensors have been checked but not read.
struct PyTorchModuleRecord {
  let name: String
  let className: String
  var children: [PyTorchModuleRecord] = []
  /// The places of the tensors in what `PyTorchTensors.read()` returns.
  var parameters: [(name: String, place: Int)] = []
  var buffers: [(name: String, place: Int)] = []
  var attributes: [String: PyTorchAttribute] = [:]
  var hasHooks = false
}

extension PyTorchModule {
  /// The module with its tensors.
  init(_ record: PyTorchModuleRecord, _ tensors: [StoredTensor]) {
    self.init(
      name: record.name, className: record.className,
      children: record.children.map { PyTorchModule($0, tensors) },
      parameters: record.parameters.map { tensors[$0.place].named($0.name) },
      buffers: record.buffers.map { tensors[$0.place].named($0.name) },
      attributes: record.attributes, hasHooks: record.hasHooks)
  }
}
