import SNNFormats
import SNNTensor
import Testing

@testable import SNNData

@Suite struct EventTests {
  /// Times 100 to 109, so ten units long.
  private static let events = [
    Event(x: 0, y: 0, time: 100, polarity: .on), Event(x: 2, y: 1, time: 104, polarity: .off),
    Event(x: 2, y: 1, time: 104, polarity: .off), Event(x: 1, y: 0, time: 105, polarity: .on),
    Event(x: 2, y: 1, time: 109, polarity: .on),
  ]

  private func dataset(_ recordings: [[Event]], _ binning: EventBinning) throws -> EventDataset {
    EventDataset(
      name: "small", recordings: try recordings.map { try EventRecording($0, width: 3, height: 2) },
      labels: recordings.indices.map { $0 % 2 }, classNames: ["a", "b"], binning: binning)
  }

  private func frames(_ events: [Event], _ binning: EventBinning) throws -> Tensor {
    try dataset([events], binning).batches(of: 1, shuffledBy: nil)[0].features
  }

  /// Zeros, but for the given places `[t, b, polarity, y, x]`.
  private func tensor(_ shape: Shape, _ places: [[Int]: Scalar]) -> Tensor {
    var scalars = [Scalar](repeating: 0, count: shape.elementCount)
    for (place, value) in places {
      scalars[zip(place, shape.dimensions).reduce(0) { $0 * $1.1 + $1.0 }] = value
    }
    return Tensor(scalars, shape: shape)
  }

  @Test func equalParts() throws {
    // Two parts of five units: 100...104 and 105...109.
    #expect(
      try frames(Self.events, EventBinning(.steps(2)))
        == tensor(
          [2, 1, 2, 2, 3],
          [[0, 0, 1, 0, 0]: 1, [0, 0, 0, 1, 2]: 2, [1, 0, 1, 0, 1]: 1, [1, 0, 1, 1, 2]: 1]))
    #expect(
      try frames(Self.events, EventBinning(.steps(1), content: .spikes))
        == tensor(
          [1, 1, 2, 2, 3],
          [[0, 0, 1, 0, 0]: 1, [0, 0, 0, 1, 2]: 1, [0, 0, 1, 0, 1]: 1, [0, 0, 1, 1, 2]: 1]))
    // More parts than units: step ⌊t·20/10⌋.
    #expect(
      try frames(Self.events, EventBinning(.steps(20)))
        == tensor(
          [20, 1, 2, 2, 3],
          [[0, 0, 1, 0, 0]: 1, [8, 0, 0, 1, 2]: 2, [10, 0, 1, 0, 1]: 1, [18, 0, 1, 1, 2]: 1]))
  }

  @Test func partsOfFixedLength() throws {
    // 100...103, 104...107, 108...111.
    let places: [[Int]: Scalar] = [
      [0, 0, 1, 0, 0]: 1, [1, 0, 0, 1, 2]: 2, [1, 0, 1, 0, 1]: 1, [2, 0, 1, 1, 2]: 1,
    ]
    let binning = EventBinning(.duration(4))
    #expect(try frames(Self.events, binning) == tensor([3, 1, 2, 2, 3], places))
    // The shorter recording ends in empty frames, in whichever batch it is.
    let data = try dataset(
      [Self.events, [Event(x: 1, y: 1, time: 7, polarity: .off)], []], binning)
    let batches = try data.batches(of: 2, shuffledBy: nil)
    #expect(data.steps == 3 && data.rowSize == 3 * 2 * 2 * 3 && batches.count == 2)
    #expect(batches[0].features.shape == [3, 2, 2, 2, 3])
    #expect(batches[0].features[0, 1, 0, 1, 1] == 1 && batches[0].features.sum().scalar == 6)
    #expect(batches[1].features == .zeros([3, 1, 2, 2, 3]))
    #expect(batches[1].labels == [0] && batches[1].rows == [2])
  }

  @Test func extremeTimesAreBinned() throws {
    let events = [
      Event(x: 0, y: 0, time: 0, polarity: .on), Event(x: 0, y: 0, time: .max, polarity: .off),
    ]
    #expect(
      try frames(events, EventBinning(.steps(3)))
        == tensor([3, 1, 2, 2, 3], [[0, 0, 1, 0, 0]: 1, [2, 0, 0, 0, 0]: 1]))
    let error = #expect(throws: DataError.self) {
      _ = try frames(events, EventBinning(.duration(1)))
    }
    #expect(error?.message.contains("recording 1 fills 9223372036854775808 steps") == true)
    #expect(error?.hint == "take longer windows or smaller batches")
  }

  @Test func batchesAreTheRecordingsInAnyOrder() throws {
    let data = try dataset(
      (0..<7).map { [Event(x: 0, y: 0, time: $0, polarity: .on)] }, EventBinning(.steps(2)))
    let batches = try data.batches(of: 3, shuffledBy: RandomKey(seed: 1))
    #expect(batches.map(\.rows.count) == [3, 3, 1])
    #expect(batches.flatMap(\.rows).sorted() == Array(0..<7))
    #expect(batches.flatMap(\.rows) != Array(0..<7))
    #expect(batches.allSatisfy { $0.labels == $0.rows.map { $0 % 2 } })
    let none = try dataset([], EventBinning(.steps(2)))
    #expect(try none.batches(of: 3, shuffledBy: nil).isEmpty && none.steps == 0)
  }

  /// Windows of a length make no step of nothing, and no layer takes sequences of no steps.
  @Test func recordingsWithoutEventsAreNamed() throws {
    let header = try EventRecording(table: table("x,y,t,p\n"), width: 3, height: 2)
    #expect(header.events.isEmpty)
    for recordings in [[[]], [[], header.events]] as [[[Event]]] {
      let error = #expect(throws: DataError.self) {
        _ = try dataset(recordings, EventBinning(.duration(4))).batches(of: 2, shuffledBy: nil)
      }
      #expect(error?.message == "no recording has an event" && error?.place == "small")
      #expect(error?.hint.isEmpty == false)
      // A number of steps is one whatever happens: a quiet scene.
      #expect(
        try dataset(recordings, EventBinning(.steps(2))).batches(of: 1, shuffledBy: nil)[0].features
          == .zeros([2, 1, 2, 2, 3]))
    }
  }

  private func refusal(_ events: [Event]) -> DataError? {
    #expect(throws: DataError.self) {
      _ = try EventRecording(events, width: 3, height: 2, source: "rec")
    }
  }

  @Test func badEventsAreNamed() {
    let good = Event(x: 2, y: 1, time: 5, polarity: .on)
    let right = refusal([good, Event(x: 3, y: 1, time: 6, polarity: .on)])
    #expect(right?.message == "event 2 at (3, 1) is outside the frame of 3 × 2")
    #expect(right?.place == "rec" && right?.hint.isEmpty == false)
    let below = refusal([Event(x: 0, y: 2, time: 6, polarity: .on)])
    #expect(below?.message == "event 1 at (0, 2) is outside the frame of 3 × 2")
    let early = refusal([good, good, Event(x: 0, y: 0, time: 4, polarity: .on)])
    #expect(early?.message == "event 3 has the time 4, before 5 of the event in front of it")
    let negative = refusal([Event(x: 0, y: 0, time: -1, polarity: .on)])
    #expect(negative?.message == "event 1 has the time -1, which is negative")
  }

  @Test func text() throws {
    let lines = try table("0 0 100 1\n2 1 104 0\n2 1 104 0\n1 0 105 1\n2 1 109 1\n")
    #expect(try EventRecording(table: lines, width: 3, height: 2).events == Self.events)
  }

  @Test(arguments: [
    "x,y,t,p\n0,0,100,1\n2,1,104,0\n", "t,x,y,p\n100,0,0,1\n104,2,1,0\n",
    "P,TIME,Y,X\n1,100,0,0\n0,104,1,2\n", "polarity;timestamp;x;y\n1;100;0;0\n0;104;2;1\n",
    "number,Timestamp,x,note,On,y\n1,100,0,first,1,0\n2,104,2,,0,1\n",
  ])
  func aHeaderNamesTheColumns(_ text: String) throws {
    #expect(
      try EventRecording(table: table(text), width: 3, height: 2).events
        == Array(Self.events.prefix(2)))
  }

  @Test(arguments: [
    ("x,y,t\n0,0,1\n", "there is no column “p” or “polarity” or “on”; the columns are “x”"),
    ("x,y,when,p\n0,0,1,1\n", "there is no column “t” or “time” or “timestamp”"),
    ("column,y,t,p\n0,0,1,1\n", "there is no column “x”"),
    ("x,row,t,p\n0,0,1,1\n", "there is no column “y”"),
    ("x,y,t,time,p\n0,0,1,1,1\n", "columns 3 and 4, “t” and “time”, mean the same"),
    ("x,y,t,p,X\n0,0,1,1,1\n", "columns 1 and 5, “x” and “X”, mean the same"),
    ("ON,x,y,t,Polarity\n0,0,1,1,1\n", "columns 1 and 5, “ON” and “Polarity”, mean the same"),
  ])
  func aHeaderThatDoesNotIsRefused(_ text: String, _ message: String) throws {
    let lines = try table(text)
    let error = #expect(throws: DataError.self) {
      _ = try EventRecording(table: lines, width: 3, height: 2)
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.place == "file.csv" && error?.hint.isEmpty == false)
  }

  @Test func badCellsOfNamedColumnsAreFound() throws {
    let lines = try table("t,x,y,p\n100,0,0,1\n104,3,1,0\n")
    let error = #expect(throws: DataError.self) {
      _ = try EventRecording(table: lines, width: 3, height: 2)
    }
    #expect(error?.message == "event 2 has “3” here, which is outside the frame")
    #expect(error?.place == "file.csv:3, column 2 (x)")
  }

  @Test(arguments: [
    ("1 1 1\n", "the lines have 3 cells, not 4", "file.csv"),
    ("0 0 1 1\n3 0 2 1\n", "event 2 has “3” here, which is outside the frame", ":2, column 1"),
    ("0 0 1 1\n0 2 2 1\n", "event 2 has “2” here, which is outside the frame", ":2, column 2"),
    ("-1 0 1 1\n", "event 1 has “-1” here, which is negative", ":1, column 1"),
    ("0 0 -5 1\n", "which is negative", ":1, column 3"),
    ("0 0 1 2\n", "which is neither 0 nor 1", ":1, column 4"),
    ("0 0 1 -1\n", "which is negative", ":1, column 4"),
    ("0 0 1.5 1\n", "“1.5” is not a whole number", ":1, column 3"),
    ("0 0 1 1\n0 0 on 1\n", "“on” is not a whole number", ":2, column 3"),
    ("0 0 1e300 1\n", "which is too large", ":1, column 3"),
    ("0 0 1e999 1\n", "too large", ":1, column 3"),
    ("0 0 9007199254740992 1\n", "which is too large", ":1, column 3"),
    ("0 0 5 1\n0 0 4 1\n", "event 2 has the time 4, before 5", "file.csv"),
  ])
  func badText(_ text: String, _ message: String, _ place: String) throws {
    let lines = try table(text, header: .absent)
    let error = #expect(throws: DataError.self) {
      _ = try EventRecording(table: lines, width: 3, height: 2)
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.place?.hasSuffix(place) == true, "\(error?.place ?? "")")
  }

  /// Bytes and events as the reader of N-MNIST's authors takes them.
  @Test func fortyBits() throws {
    let bytes: [UInt8] = [
      10, 30, 0x80, 0x00, 0x64,  // on at 100 µs
      33, 0, 0x01, 0x02, 0x03,  // off at 66,051 µs
      0, 240, 0x00, 0x00, 0x00,  // the clock has run over
      5, 6, 0xFF, 0xFF, 0xFF,  // on at 2²³ − 1 + 2¹³ µs
    ]
    let recording = try EventRecording(parsing: bytes, width: 34, height: 34, source: "0.bin")
    #expect(
      recording.events == [
        Event(x: 10, y: 30, time: 100, polarity: .on),
        Event(x: 33, y: 0, time: 66_051, polarity: .off),
        Event(x: 5, y: 6, time: 8_396_799, polarity: .on),
      ])
    #expect(try EventRecording(parsing: [], width: 1, height: 1, source: "none").events.isEmpty)
    let cut = #expect(throws: DataError.self) {
      _ = try EventRecording(
        parsing: Array(bytes.dropLast()), width: 34, height: 34, source: "0.bin")
    }
    #expect(cut?.message == "the file ends inside event 4: 19 bytes are no multiple of 5")
    let outside = #expect(throws: DataError.self) {
      _ = try EventRecording(parsing: bytes, width: 33, height: 34, source: "0.bin")
    }
    #expect(outside?.message == "event 2 at (33, 0) is outside the frame of 33 × 34")
    let missing = #expect(throws: FormatError.self) {
      _ = try EventRecording(contentsOf: "/nowhere.bin", width: 34, height: 34)
    }
    #expect(missing?.kind == .noInput)
  }

  enum Misuse: String, CaseIterable, Codable, Sendable {
    case noSteps, noDuration, frame, sizes, labels, batch

    var message: String {
      switch self {
      case .noSteps: "EventBinning: 0 steps"
      case .noDuration: "EventBinning: windows of duration 0"
      case .frame: "EventRecording: a frame of 0 × 2"
      case .sizes: "EventDataset: frames of different sizes [[2, 2], [3, 2]]"
      case .labels: "EventDataset: 1 labels of 1 classes for 0 recordings"
      case .batch: "batches: a batch of 0 rows"
      }
    }

    func commit() throws {
      switch self {
      case .noSteps: _ = EventBinning(.steps(0))
      case .noDuration: _ = EventBinning(.duration(0))
      case .frame: _ = try EventRecording([], width: 0, height: 2)
      case .sizes:
        _ = EventDataset(
          name: "x",
          recordings: [
            try EventRecording([], width: 2, height: 2),
            try EventRecording([], width: 3, height: 2),
          ], labels: [0, 0], classNames: ["a"], binning: EventBinning(.steps(1)))
      case .labels:
        _ = EventDataset(
          name: "x", recordings: [], labels: [0], classNames: ["a"],
          binning: EventBinning(.steps(1)))
      case .batch:
        let data = EventDataset(
          name: "x", recordings: [], labels: [], classNames: ["a"],
          binning: EventBinning(.steps(1)))
        _ = try data.batches(of: 0, shuffledBy: nil)
      }
    }
  }

  @Test(arguments: Misuse.allCases) func trapsWithAMessage(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in
      try misuse.commit()
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.contains(misuse.message), "\(output)")
  }
}
