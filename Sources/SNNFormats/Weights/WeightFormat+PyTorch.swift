extension WeightFormat {
  /// What `torch.save` wrote, in a zip archive or as before version 1.6.
  static let pyTorch = WeightFormat(
    name: "PyTorch",
    recognizes: { (input) throws(FormatError) in
      if let archive = try input.archive() { return PyTorchContainer.recognizes(archive) }
      return try input.peek(PyTorchLegacy.start.count).elementsEqual(PyTorchLegacy.start)
    },
    read: { (input) throws(FormatError) in
      let name = input.path
      let container =
        if let archive = try input.archive() { try PyTorchContainer(archive) } else {
          try PyTorchContainer(legacy: input.readAll())
        }
      let file = try PyTorchFile(container, name: name)
      return WeightContents(file.tensors, module: file.module)
    })
}
