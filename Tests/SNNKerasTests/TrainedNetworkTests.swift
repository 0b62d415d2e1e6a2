#if HDF5
  import SNNConversion
  import SNNKeras
  import SNNTestSupport
  import Testing

  /// Networks trained in PyTorch, of which `Scripts/ann/train.py` saved twins with Keras.
  @Suite struct TrainedNetworkTests {
    @Test(arguments: TrainedNetworks.allCases, [".keras", ".h5"])
    func scoresArePyTorchs(_ network: TrainedNetworks, _ ending: String) throws {
      let (inputs, logits) = try network.reference()
      let scores = try KerasFile(contentsOf: network.path(ending)).graph.scores(of: inputs)
      expectClose(scores, logits, relative: 1e-5, absolute: 1e-4)
    }

    /// Channels last and behind one another in Keras, the weights are PyTorch's to the bit again.
    @Test(arguments: TrainedNetworks.allCases, [".keras", ".h5"])
    func theConversionIsThatOfTheStateFile(_ network: TrainedNetworks, _ ending: String) throws {
      let graph = try KerasFile(contentsOf: network.path(ending)).graph
      let expected = try network.conversion(of: network.graph(".safetensors"))
      #expect(try network.conversion(of: graph) == expected)
    }
  }
#endif
