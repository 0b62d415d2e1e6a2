/// The names of Python's classes and functions that a pickle may mention.
///
/// Nothing stands behind a name here, so a dangerous one would do nothing.  It is refused all the
/// same: whoever made the file meant it to run a program where PyTorch reads it.
enum PickleName {
  /// The longest name in bytes.
  static let limit = Safetensors.nameLimit

  /// Whether loading an object of this name in Python can run anything.
  static func isDangerous(_ name: String) -> Bool {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let package = parts.first else { return false }
    if packages.contains(package) { return true }
    guard package == "builtins" || package == "__builtin__", parts.count == 2 else { return false }
    return functions.contains(parts[1])
  }

  /// Packages that reach the system.
  private static let packages: Set<String> = [
    "os", "posix", "nt", "sys", "subprocess", "runpy", "socket", "pty", "shutil", "commands",
    "importlib", "imp", "io", "_io", "ctypes", "code", "codeop", "pdb", "bdb", "timeit", "webbrowser",
  ]

  /// Functions without a package that run what they are given or find what they are asked for.
  private static let functions: Set<String> = [
    "eval", "exec", "execfile", "compile", "__import__", "getattr", "setattr", "delattr", "open",
    "file", "input", "breakpoint", "globals", "locals", "vars", "apply",
  ]
}
