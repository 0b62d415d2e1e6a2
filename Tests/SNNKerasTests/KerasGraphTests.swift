import SNNFormats
import SNNKeras
import SNNTestSupport
import Testing

/// Networks whose parts were taken out of HDF5 by Python, against the answers of Keras.
@Suite struct KerasGraphTests {
  @Test(arguments: [
    "images", "residual", "windows", "sequence", "means", "rows", "pixels", "features", "prepared",
    "first", "first-folded", "images2",
  ])
  func graphsAnswerAsKerasDoes(_ model: String) throws {
    let file = try KerasFile(reply: fixture("\(model).safetensors"), name: model)
    try expectAnswers(file, model)
  }
}
