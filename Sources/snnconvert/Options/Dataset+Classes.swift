import SNN
import SNNCommandLine

extension Dataset {
  /// The same rows with their classes in the order of a network's scores.
  ///
  /// - Parameters:
  ///   - names: the network's classes; none where they are not known.
  ///   - place: the file that names them.
  /// - Throws: `UserError` when the data has other classes.
  func ordered(by names: [String], of place: String) throws -> Dataset {
    guard !names.isEmpty, names != classNames else { return self }
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() { places[name] = place }
    let labels = labels.compactMap { places[classNames[$0]] }
    guard places.count == classNames.count, labels.count == count,
      classNames.allSatisfy({ places[$0] != nil })
    else {
      throw UserError(
        message: "the network's classes are \(shortList(names)), but \(name) has "
          + shortList(classNames), place: place,
        hint: "name classes alike in the spec and in the data, or leave them out of the spec",
        exitCode: 65)
    }
    return Dataset(
      name: name, features: features, labels: labels, featureNames: featureNames,
      classNames: names, imageShape: imageShape)
  }
}
