public import Foundation

/// Chromium without a window, for pages that were written to disk.
public enum Browser {
  private static let places = ["/usr/bin/chromium", "/usr/bin/google-chrome"]

  /// The program, where it is installed.
  private static var program: String? {
    places.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether there is one.
  public static var isThere: Bool { program != nil }

  /// What a page did while it was opened.
  public struct Visit {
    /// What the page complained of, or a policy on its behalf.
    public let consoleLines: [String]
    /// The addresses that it asked for besides files.
    public let requests: [String]
    /// The page as it would be printed.
    public let pdf: Data
  }

  /// Opens a page, and prints it.
  /// - Precondition: `isThere`.
  public static func visit(_ path: String) throws -> Visit {
    let scratch = try Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let (paper, log) = (scratch.path + "/page.pdf", scratch.path + "/network.json")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? "")
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
      "--disable-component-update", "--no-first-run", "--enable-logging=stderr",
      "--user-data-dir=" + scratch.path + "/profile", "--log-net-log=" + log,
      "--print-to-pdf=" + paper, "file://" + path,
    ]
    let remarks = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = remarks
    try process.run()
    let text = String(
      decoding: remarks.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // The browser asks for things of its own; what a page from disk wants is told apart by its site.
    let requests = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains("\"site_for_cookies\":\"SiteForCookies: {site=file:") }
    return Visit(
      consoleLines: text.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init),
      requests: requests.flatMap { line in
        line.matches(of: /"url":"((?:https?|wss?|ftp):[^"]*)"/).map { String($0.1) }
      },
      pdf: try Data(contentsOf: URL(fileURLWithPath: paper)))
  }
}
