internal import Foundation

/// Throws when a file to be written is one that the run reads.
///
/// - Parameters:
///   - inputs: the files that are read, where they are given.
///   - output: the file to be written.
///   - hint: what helps.
package func refuseReplacing(_ inputs: [String?], with output: String, hint: String) throws {
  func place(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
  guard inputs.compactMap(\.self).contains(where: { place($0) == place(output) }) else { return }
  throw UserError(
    message: "the output would replace another file of this run", place: output, hint: hint)
}
