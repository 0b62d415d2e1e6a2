/// A wrong use or an unusable output, found by a command itself.
package struct UserError: Error {
  package let message: String
  var place: String?
  var hint: String
  var exitCode: Int32

  /// - Parameters:
  ///   - message: one sentence saying what is wrong.
  ///   - place: where it is; nil where the command line itself is to blame.
  ///   - hint: one sentence saying what to do about it.
  ///   - exitCode: 64, a wrong use, unless told.
  package init(message: String, place: String? = nil, hint: String, exitCode: Int32 = 64) {
    self.message = message
    self.place = place
    self.hint = hint
    self.exitCode = exitCode
  }
}
