import Foundation
import SNNTestSupport
import Testing

/// Reports of runs, as a browser sees them.
@Suite(.enabled(if: Browser.isThere, "needs Chromium: apt-get install chromium"))
struct ReportPageTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aReportOpensFromDiskAndPrints() throws {
    let run = try CommandRun(["train", "iris", "--epochs", "3", "--out", scratch.path, "-q"])
    #expect(run.exitCode == 0)
    let visit = try Browser.visit(scratch.path + "/report.html")
    #expect(visit.consoleLines == [] && visit.requests == [])
    #expect(visit.pdf.starts(with: Data("%PDF-".utf8)) && visit.pdf.count > 20_000)
  }

  /// The browser does tell when a page is not content with itself.
  @Test func otherPagesAreNoticed() throws {
    let page = try scratch.file(
      "page.html", "<script>console.error('x')</script><img src='http://127.0.0.1:9/a.png'>")
    let visit = try Browser.visit(page)
    #expect(!visit.consoleLines.isEmpty)
    #expect(visit.requests.contains("http://127.0.0.1:9/a.png"))
  }

  /// A page that grew a reference to elsewhere would be kept from following it.
  @Test func thePolicyForbidsWhatTheReportLacks() throws {
    _ = try CommandRun(["train", "iris", "--epochs", "1", "--out", scratch.path, "-q"])
    let report = try String(contentsOfFile: scratch.path + "/report.html", encoding: .utf8)
    let page = try scratch.file(
      "page.html",
      report.replacing("</body>", with: "<script>1</script><img src='http://127.0.0.1:9/a'></body>")
    )
    let visit = try Browser.visit(page)
    #expect(visit.consoleLines.count >= 2 && visit.requests == [])
  }
}
