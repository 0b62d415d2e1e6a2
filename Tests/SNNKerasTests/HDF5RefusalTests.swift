#if HDF5
  import SNNFormats
  import SNNKeras
  import SNNTensor
  import Testing

  /// Sound HDF5 files with things in them that are not read.
  @Suite struct HDF5RefusalTests {
    static let refused = [
      ("bomb.h5", "holds more numbers than a file"), ("bools.h5", "something else than IEEE"),
      ("brain.h5", "something else than IEEE"), ("chunks.h5", "chunks of a size that does not fit"),
      ("other-layer.keras", "stands where the file has the weights of “other”"),
      ("circle.h5", "is linked twice"),
      ("complex.h5", "something else than IEEE"), ("config-bytes.h5", "attribute “model_config”"),
      ("config-cut.h5", "no end"), ("config-list.keras", "no class or no contents"),
      ("config-number.h5", "“model_config” that is no text"), ("config-text.h5", "needs a value"),
      ("deep.h5", "lies in more than 16 groups"), ("elsewhere.h5", "in another file"),
      ("empty.h5", "has no shape"), ("external-link.h5", "link to another place or file"),
      ("fletcher.h5", "packed by filter 3"), ("huge-chunks.h5", "too large for any file"),
      ("huge.h5", "too large for any file"), ("large-chunks.h5", "which cannot hold it"),
      ("large.h5", "which cannot hold it"), ("lambda.keras", "(Lambda) runs code"),
      ("list-absent.h5", "“model/dense/gone”, which are not in the file"),
      ("list-none.h5", "“dense” (Dense) lacks its kernel"),
      ("list-numbers.h5", "“layer_names” that is no text"),
      ("list-square.h5", "“layer_names” that is no list of words"),
      ("lzf.h5", "packed by filter 32000"), ("missing.h5", "kernel”, which are not in the file"),
      ("more-variables.keras", "has 3 variables in the file, not 2"), ("name.h5", "not UTF-8"),
      ("nan.h5", "holds nan as number 5 of 6"), ("none.h5", "of shape [0, 3], not [2, 3]"),
      ("own.keras", "(Custom>Own) is a class of somebody"),
      ("ragged.h5", "something else than IEEE"), ("rank.h5", "no shape of at most 8 axes"),
      ("registered.keras", "(mine>Dense) is a class of somebody"),
      ("scalar.h5", "of shape [], not [2, 3]"), ("scaled.h5", "packed by filter 6"),
      ("shape.h5", "of shape [3, 2], not [2, 3]"), ("soft-link.h5", "link to another place"),
      ("subclass.keras", "lists no layers"), ("texts.h5", "something else than IEEE"),
      ("twice.h5", "is linked twice"), ("type.h5", "neither a group nor a dataset"),
      ("unwritten.h5", "0 bytes of the file, which cannot hold it"), ("virtual.h5", "is virtual"),
      ("weights-alone.h5", "weights alone"), ("weights-text.keras", "not an HDF5 file"),
    ]

    @Test(arguments: refused) func whatIsNotReadIsNamed(_ name: String, _ words: String) throws {
      let bytes = try BrokenFiles().bytes(of: name)
      expectRefusal(words, name) { () throws(FormatError) in
        try KerasFile(KerasArchive(parsing: bytes, name: name), name: name)
      }
    }

    /// Numbers of 64 bits may be too large for fewer.
    @Test func numbersMustFit() throws {
      let bytes = try BrokenFiles().bytes(of: "overflow.h5")
      if MemoryLayout<Scalar>.size == 8 {
        let archive = try KerasArchive(parsing: bytes, name: "overflow.h5")
        #expect(
          archive.tensors.contains {
            $0.tensor == Tensor(repeating: Scalar(0.5 * 1e300 as Double), shape: [2, 3])
          })
      } else {
        expectRefusal("holds inf as number 1", "overflow.h5") { () throws(FormatError) in
          try KerasFile(KerasArchive(parsing: bytes, name: "overflow.h5"), name: "overflow.h5")
        }
      }
    }

    static let sound = [
      ("sound-big-f2.h5", "float16"), ("sound-big-f4.h5", "float32"), ("sound-fixed.h5", "float32"),
      ("sound-float16.h5", "float16"), ("sound-float64.h5", "float64"), ("sound-int64.h5", "int64"),
      ("sound-int8.h5", "int8"), ("sound-no-metadata.keras", "float32"),
      ("sound-packed.h5", "float32"), ("sound-pieces.h5", "float32"), ("sound-uint16.h5", "uint16"),
    ]

    @Test(arguments: sound) func unusualFilesAreRead(_ name: String, _ type: String) throws {
      let archive = try KerasArchive(parsing: BrokenFiles().bytes(of: name), name: name)
      let kernel = try #require(archive.tensors.first { $0.name == "dense/kernel" })
      #expect(kernel.elementType == type)
      let isBase = ["fixed", "metadata", "pieces"].contains { name.contains($0) }
      #expect(kernel.tensor == Tensor(repeating: isBase ? 0.5 : 2, shape: [2, 3]))
      let scores = try KerasFile(archive, name: name).graph.scores(of: [[1, 2]])
      #expect(scores == Tensor(repeating: isBase ? 2 : 6.5, shape: [1, 3]))
    }

    /// Every file of the script is in one of the lists.
    @Test func noFileIsForgotten() throws {
      let early = ["no-config.keras", "no-weights.keras", "config-bytes.keras"]
      let listed = Self.refused.map(\.0) + Self.sound.map(\.0) + early + ["overflow.h5"]
      #expect(try BrokenFiles().names.sorted() == listed.sorted())
    }

    @Test func weightsAloneKeepTheirPlacesOrNames() throws {
      let new = try KerasArchive(contentsOf: fixturePath("images.weights.h5"))
      #expect(new.config == nil)
      #expect(new.tensors.map(\.name).contains("layers/conv2d/vars/0"))
      let old = try KerasArchive(contentsOf: fixturePath("weights2.h5"))
      #expect(old.config == nil)
      #expect(
        old.tensors.map(\.name).sorted() == [
          "conv2d/bias", "conv2d/kernel", "conv2d_1/bias", "conv2d_1/kernel", "dense/bias",
          "dense/kernel", "dense_1/bias", "dense_1/kernel",
        ])
    }
  }
#endif
