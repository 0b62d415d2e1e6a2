/// Reads a file of PyTorch's and checks what it promises.
public func readPyTorch(_ bytes: [UInt8], _ name: String) throws(FormatError) {
  let file = try PyTorchFile(parsing: bytes, name: name)
  expect(Set(file.tensors.map(\.name)).count == file.tensors.count, "a name twice")
  for stored in file.tensors { check(stored) }
  guard let module = file.module else { return }
  var (open, count) = ([module], 0)
  while let module = open.popLast() {
    count += 1
    for stored in module.parameters + module.buffers { check(stored) }
    open += module.children
  }
  expect(count <= 10_000, "too many modules")
}

private func check(_ stored: StoredTensor) {
  let count = stored.tensor.shape.dimensions.reduce(1, *)
  expect(stored.tensor.scalars.count == count, "a number is missing in \(stored.name)")
  expect(stored.tensor.scalars.allSatisfy(\.isFinite), "\(stored.name) is not finite")
}
