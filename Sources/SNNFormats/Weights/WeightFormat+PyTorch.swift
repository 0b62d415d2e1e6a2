extension WeightFormat {
  /// A file of `torch.save`.
  static let pyTorch = WeightFormat(
    name: "PyTorch",
    recognizes: { (input) throws(FormatError) in
      try refuseBarePickle(input.peek(14))
      guard let archive = try input.archive() else { return false }
      return PyTorchContainer.recognizes(archive)
    },
    read: { (input) throws(FormatError) in
      guard let archive = try input.archive() else { return WeightContents([]) }
      let file = try PyTorchFile(archive, fileSize: archive.byteCount)
      return WeightContents(file.tensors, module: file.module)
    })
}
