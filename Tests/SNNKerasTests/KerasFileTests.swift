#if HDF5
  import SNNFormats
  import SNNKeras
  import SNNTestSupport
  import Testing

  /// Files as Keras wrote them, against its answers.
  @Suite struct KerasFileTests {
    static let files = [
      "images.keras", "images.h5", "residual.keras", "windows.keras", "windows.h5",
      "sequence.keras", "sequence.h5", "means.keras", "rows.keras", "rows.h5", "prepared.keras",
      "first.keras", "images2.keras", "images2.h5", "residual2.keras", "residual2.h5",
      "sequence2.h5", "rows2.keras", "prepared2.keras", "prepared2.h5", "paths2.h5",
    ]

    @Test(arguments: files) func filesAnswerAsKerasDoes(_ name: String) throws {
      let file = try KerasFile(contentsOf: fixturePath(name))
      try expectAnswers(file, String(name.split(separator: ".")[0]))
    }
  }
#endif
