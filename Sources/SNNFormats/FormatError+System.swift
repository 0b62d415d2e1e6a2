internal import SNNKernels

extension FormatError {
  /// The system would not let us read a file.
  init(reading error: SystemError) {
    let hint =
      switch error.cause {
      case .missing: "check the path; it is relative to the folder the command was started in"
      case .denied: "make the file readable for you, for example with chmod u+r"
      case .isDirectory: "give the path of a file inside the folder"
      case .notDirectory: "a part of the path is a file, not a folder; check the path"
      case .tooLarge: "check that this is the file you meant; split it if it is"
      default: "check the path and the disk, then try again"
      }
    self.init(kind: .noInput, message: "cannot be read: \(error.reason)", hint: hint)
  }

  /// The system would not let us write a file.
  init(writing error: SystemError) {
    let hint =
      switch error.cause {
      case .missing: "create the folder first, for example with mkdir -p"
      case .denied: "choose a folder you may write to"
      case .isDirectory: "give a file name inside the folder"
      case .notDirectory: "a part of the path is a file, not a folder; check the path"
      case .full: "free some space on this disk or choose another, then save again"
      case .readOnly: "choose a folder on a disk that can be written"
      default: "choose another folder, then save again"
      }
    self.init(kind: .cannotWrite, message: "cannot be written: \(error.reason)", hint: hint)
  }
}
