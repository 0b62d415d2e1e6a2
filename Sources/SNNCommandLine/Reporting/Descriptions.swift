package import SNN

/// The columns of rows: the first few names, of images their number and shape.
package func featuresText(_ names: [String], imageShape: Shape?) -> String {
  imageShape.map { "\(names.count) features (\(imageText($0)) pixels)" } ?? shortList(names)
}

/// A shape as people write it: `1×28×28`.
package func imageText(_ shape: Shape) -> String {
  shape.dimensions.map(String.init).joined(separator: "×")
}

/// The first few of many names.
package func shortList(_ names: [String]) -> String {
  names.prefix(6).map(printable).joined(separator: ", ")
    + (names.count > 6 ? ", … (\(names.count))" : "")
}
