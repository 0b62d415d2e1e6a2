internal import SNNFormats

extension EventRecording {
  /// Events from a table, one on each line: column x, row y, time and polarity (0 or 1).
  ///
  ///     1 0 107 1
  ///     33 12 108 0
  ///
  /// Without a header the columns stand in this order.  With one they are found by their names, in
  /// any order and with others among them: `x`, `y`, `t` (or `time`, `timestamp`), `p` (or
  /// `polarity`, `on`), in upper or lower case.
  ///
  /// - Parameters:
  ///   - table: any delimiter, with or without a header.
  ///   - width: the columns of the sensor.
  ///   - height: the rows of the sensor.
  /// - Throws: `DataError` when a column is missing or there twice, and with line and column when a
  ///   cell is no whole number or out of its range; see also `init(_:width:height:source:)`.
  /// - Precondition: as there.
  public init(table: CSVTable, width: Int, height: Int) throws(DataError) {
    let columns = try EventColumns(table)
    var events: [Event] = []
    events.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let x = try table.wholeNumber(row: row, column: columns.x, below: width, "outside the frame")
      let y = try table.wholeNumber(row: row, column: columns.y, below: height, "outside the frame")
      // Beyond 2⁵³ the number of a cell is rounded.
      let time = try table.wholeNumber(
        row: row, column: columns.time, below: 1 << 53, "too large")
      let polarity = try table.wholeNumber(
        row: row, column: columns.polarity, below: 2, "neither 0 nor 1")
      events.append(
        Event(x: UInt16(x), y: UInt16(y), time: time, polarity: polarity == 0 ? .off : .on))
    }
    try self.init(events, width: width, height: height, source: table.source)
  }

  /// Reads a file of 40-bit events as N-MNIST and N-Caltech101 have them: x and y in 8 bits each,
  /// polarity in 1, microseconds in 23, highest bits first.
  ///
  /// A y of 240 is no event but says that the clock has run over: 2¹³ µs are added from there on.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - width: the columns of the sensor, 34 for N-MNIST.
  ///   - height: the rows of the sensor, 34 for N-MNIST.
  /// - Throws: `FormatError` when the file cannot be read; `DataError` when it ends inside an event
  ///   or as for `init(_:width:height:source:)`.
  /// - Precondition: as there.
  /// - Reference: Orchard et al., *Converting Static Image Datasets to Spiking Neuromorphic Datasets
  ///   Using Saccades*, 2015.
  public init(contentsOf path: String, width: Int, height: Int) throws {
    try self.init(parsing: readFile(path), width: width, height: height, source: path)
  }

  /// Reads the bytes of a file of 40-bit events, as `init(contentsOf:width:height:)` does.
  /// - Throws: `DataError`.
  public init(
    parsing bytes: [UInt8], width: Int, height: Int, source: String
  ) throws(DataError) {
    guard bytes.count.isMultiple(of: 5) else {
      throw DataError(
        "the file ends inside event \(bytes.count / 5 + 1): \(bytes.count) bytes are no multiple of "
          + "5", at: source, hint: "the file is incomplete or not of 40-bit events; fetch it again")
    }
    var events: [Event] = []
    events.reserveCapacity(bytes.count / 5)
    var carry = 0
    for start in stride(from: 0, to: bytes.count, by: 5) {
      if bytes[start + 1] == 240 {
        carry += 1 << 13
        continue
      }
      let clock = bytes[start + 2...start + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7F_FFFF
      events.append(
        Event(
          x: UInt16(bytes[start]), y: UInt16(bytes[start + 1]), time: clock + carry,
          polarity: bytes[start + 2] & 0x80 == 0 ? .off : .on))
    }
    try self.init(events, width: width, height: height, source: source)
  }
}

/// Where the parts of an event stand in a table.
private struct EventColumns {
  var (x, y, time, polarity) = (0, 1, 2, 3)

  /// - Throws: `DataError` when they are not there or there twice.
  init(_ table: CSVTable) throws(DataError) {
    guard table.hasHeader else {
      guard table.columnCount == 4 else {
        throw DataError(
          "the lines have \(counted(table.columnCount, "cell")), not 4", at: table.source,
          hint: "write x, y, time and polarity of each event, or name the columns in a header")
      }
      return
    }
    x = try table.column(ofEvents: ["x"])
    y = try table.column(ofEvents: ["y"])
    time = try table.column(ofEvents: ["t", "time", "timestamp"])
    polarity = try table.column(ofEvents: ["p", "polarity", "on"])
  }
}

extension CSVTable {
  /// The only column that has one of these names, in upper or lower case.
  fileprivate func column(ofEvents names: [String]) throws(DataError) -> Int {
    let found = columnNames.indices.filter { names.contains(columnNames[$0].lowercased()) }
    guard let column = found.first else {
      throw DataError(
        "there is no column \(names.map(quoted).joined(separator: " or ")); the columns are "
          + listed(columnNames), at: source,
        hint: "name the columns x, y, t and p, or leave the header out")
    }
    guard found.count == 1 else {
      throw DataError(
        "columns \(column + 1) and \(found[1] + 1), \(quoted(columnNames[column])) and "
          + "\(quoted(columnNames[found[1]])), mean the same", at: source,
        hint: "rename the one that is meant otherwise")
    }
    return column
  }

  /// A cell as a whole number in 0..<limit.
  fileprivate func wholeNumber(
    row: Int, column: Int, below limit: Int, _ complaint: String
  ) throws(DataError) -> Int {
    let text = self[row: row, column: column]
    guard let number = number(row: row, column: column), number == number.rounded() else {
      throw DataError(
        "\(quoted(text)) is not a whole number", at: place(row: row, column: column),
        hint: "write x, y, time and polarity of each event as whole numbers")
    }
    guard number >= 0, number < Double(limit) else {
      throw DataError(
        "event \(row + 1) has \(quoted(text)) here, which is "
          + (number < 0 ? "negative" : complaint), at: place(row: row, column: column),
        hint: "the numbers here lie in 0..<\(limit)")
    }
    return Int(number)
  }
}
