import SNNKeras
import SNNTensor

/// A model written as text, for the fuzzer and its corpus: a line for each weight with its name and
/// its sizes, then an empty line, then the description in JSON.
///
///     dense/kernel 4 3
///     dense/bias 3
///
///     {"class_name": "Sequential", …}
///
/// Every number of a weight is its place among the others, made small and of both signs.
struct KerasText {
  let config: String
  let tensors: [StoredTensor]

  /// Nil for weights of more than 65,536 numbers in all, or more than eight axes.
  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { $0.isEmpty } ?? lines.endIndex
    var (tensors, room): ([StoredTensor], Int) = ([], 1 << 16)
    for line in lines[..<end] {
      let words = line.split(separator: " ")
      let sizes = words.dropFirst().compactMap { Int($0) }
      guard let name = words.first, sizes.count == words.count - 1, sizes.count <= 8,
        sizes.allSatisfy({ 0...1 << 16 ~= $0 })
      else { return nil }
      var count = 1
      for size in sizes {
        count *= size
        guard count <= room else { return nil }
      }
      room -= count
      let numbers: [Scalar] = (0..<count).map { place in
        let eighths: Int = (place * 7 + 3) % 11 - 4
        return Scalar(eighths) / 8
      }
      tensors.append(
        StoredTensor(
          name: String(name), elementType: "float32", tensor: Tensor(numbers, shape: Shape(sizes))))
    }
    self.tensors = tensors
    config = lines[end...].dropFirst().joined(separator: "\n")
  }
}
