import Foundation
import SNNTestSupport
import Testing

/// What a terminal shows while the command works.
@Suite(.enabled(if: Terminal.isThere, "needs util-linux"))
struct TerminalTests {
  private func screen(_ arguments: String) throws -> (text: String, exitCode: Int32) {
    try Terminal.screen(of: "snntrain", arguments)
  }

  /// The states that the line went through; a new one starts with a return and a cleared line.
  private func states(_ text: String) -> [String] {
    Array(text.components(separatedBy: "\r\u{1B}[K").dropFirst())
  }

  @Test func anEpochShowsHowFarItIs() throws {
    let (text, exitCode) = try screen(
      "train iris --epochs 2 --batch-size 1 --steps 400")
    #expect(exitCode == 0)
    let states = states(text)
    let first = states.filter { $0.contains("0/2 ") }
    #expect(first.count > 2 && first.allSatisfy { $0.contains("batch ") && $0.contains("/120") })
    let second = states.filter { $0.contains("1/2 ") && $0.contains("batch ") }
    #expect(
      !second.isEmpty && second.allSatisfy { $0.contains("loss ") && $0.contains(" s\u{1B}") })
    // The last state stays, and what follows starts on a new line.
    let last = try #require(states.last)
    #expect(
      last.contains("2/2 ━━━━━━━━━━━━━━━━")
        && last.contains(" s\u{1B}[?7h\r\nsaved   runs/iris-1/"),
      "\(last)")
  }

  /// At most ten states a second, besides the last.
  @Test func theLineIsNotRedrawnMoreThanNeeded() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (text, _) = try screen(
      "train iris --epochs 15 --batch-size 1")
    let seconds = (clock.now - start) / .seconds(1)
    let count = states(text).count
    #expect(count > 1 && Double(count) <= seconds * 10 + 2, "\(count) in \(seconds) s")
  }

  @Test func foldsShowTheirEpochs() throws {
    let (text, _) = try screen(
      "train iris --folds 2 --epochs 3 --batch-size 1 --steps 100")
    let states = states(text)
    #expect(states.contains { $0.contains("0/2 ") && $0.contains("epoch 2/3") })
    #expect(states.contains { $0.contains("1/2 ") && $0.contains("epoch 2/3  fold accuracy ") })
  }

  @Test func anErrorStartsOnALineOfItsOwn() throws {
    let (text, exitCode) = try screen(
      "train iris --lr 1e30 --loss membrane-mse --epochs 50")
    #expect(exitCode == 65 && !states(text).isEmpty)
    #expect(text.contains("\r\nerror: training broke down"), "\(text)")
  }
}
