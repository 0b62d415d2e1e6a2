import SNNTestSupport
import Testing

/// `snntrain encode`: rasters in characters.
@Suite struct EncodeTests {
  /// Two features of ten rows, scaled to 0…1: of row 4 they are 0.3 and 0.7.
  private static let table =
    "low,high,kind\n" + (0...10).map { "\($0),\(10 - $0),\($0 < 5 ? "a" : "b")\n" }.joined()

  /// ⌊T·x⌋ spikes each, evenly spread: u ← u + x fires when it reaches 1.
  @Test func rateCode() throws {
    let run = try CommandRun(
      ["encode", "-", "--target", "kind", "--coding", "rate", "--steps", "10", "--row", "3"],
      input: Self.table)
    #expect(run.exitCode == 0 && run.remarks == "")
    #expect(
      run.output == """
        row 3 of stdin: a

        rate coding (deterministic), T = 10
        low = 0.20   ····┃····┃  2
        high = 0.80  ·┃┃┃┃·┃┃┃┃  8
        10 spikes in 2 trains

        """)
  }

  @Test func allCodings() throws {
    let run = try CommandRun(["encode", "iris", "--row", "60"])
    #expect(run.exitCode == 0)
    for coding in ["rate", "temporal", "direct", "phase", "burst", "population"] {
      #expect(run.output.contains("\n\(coding) coding"))
    }
    #expect(run.output.contains("neuron 16 ") && run.output.contains("petal width = 0.54, field 8"))
  }

  /// Wide tables and long trains are thinned out, and that is said.
  @Test func manyTrainsAndSteps() throws {
    let names = (0..<60).map { "c\($0)" }
    let rows = (0..<10).map { row in
      names.indices.map { "\(($0 * 7 + row * 3) % 11)" }.joined(separator: ",") + ",\(row % 2)k"
    }
    let table = ([names.joined(separator: ",") + ",kind"] + rows)
      .joined(separator: "\n")
    let run = try CommandRun(
      ["encode", "-", "--target", "kind", "--coding", "rate", "--steps", "250"], input: table)
    #expect(run.exitCode == 0, "\(run.remarks)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("c") } == 40)
    #expect(
      lines.last?.hasSuffix("40 of those that fire are shown, 3 steps to a character") == true)
    #expect(lines.allSatisfy { $0.count < 120 })
  }

  @Test(arguments: [
    (["encode", "iris", "--row", "151"], "there is no row 151", 64),
    (["encode", "iris", "--row", "0"], "there is no row 0", 64),
    (["encode", "iris", "--coding", "burst", "--steps", "2"], "at least 3 steps", 64),
    (["encode", "iris", "--sampling", "bernoulli"], "--sampling is for rate coding", 64),
    (["encode", "nothing.csv"], "neither a data set nor a file", 66),
  ])
  func wrongUse(arguments: [String], message: String, exitCode: Int32) throws {
    let run = try CommandRun(arguments)
    #expect(run.exitCode == exitCode && run.output == "")
    #expect(run.remarks.contains(message) && run.remarks.contains("\nhint: "))
  }
}
