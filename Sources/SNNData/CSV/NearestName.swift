/// The name that takes the fewest changes of a character to become `name`, when these are few.
package func nearest(to name: String, among names: [String]) -> String? {
  let limit = max(2, name.count / 3)
  let wanted = Array(name.lowercased().prefix(64))
  let distances = names.map { editDistance(wanted, Array($0.lowercased().prefix(64))) }
  guard let best = distances.indices.min(by: { distances[$0] < distances[$1] }) else { return nil }
  return distances[best] <= min(limit, wanted.count - 1) ? names[best] : nil
}

/// The least number of insertions, deletions and replacements that turn one text into the other.
/// - Reference: Levenshtein, *Binary Codes Capable of Correcting Deletions…*, 1966.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let replaced = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
    }
  }
  return row[b.count]
}
