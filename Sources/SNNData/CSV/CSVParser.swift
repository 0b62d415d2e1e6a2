/// Splits the bytes of a delimited file into rows of cells.
struct CSVParser {
  private static let cellLimit = 65_536
  private static let columnLimit = 100_000

  let source: String
  let delimiter: UInt8
  private(set) var cells = CSVCells()
  private var position = 0
  private var line = 1

  init(source: String, delimiter: UInt8) {
    self.source = source
    self.delimiter = delimiter
  }

  mutating func parse(_ bytes: Span<UInt8>) throws(DataError) {
    cells.bytes.reserveCapacity(bytes.count)
    position = bytes.startsWithByteOrderMark ? 3 : 0
    while position < bytes.count { try parseRow(bytes) }
  }

  private mutating func parseRow(_ bytes: Span<UInt8>) throws(DataError) {
    let (firstLine, firstCell, firstByte) = (line, cells.ends.count, cells.bytes.count)
    let startsQuoted = bytes[position] == .quote
    while true {
      try parseCell(bytes, number: cells.ends.count - firstCell + 1)
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position += 1
    }
    skipLineEnd(bytes)

    let width = cells.ends.count - firstCell
    if width == 1, !startsQuoted, cells.bytes[firstByte...].allSatisfy({ $0.isBlank }) {
      cells.ends.removeLast()
      cells.bytes.removeSubrange(firstByte...)
      return
    }
    if cells.lines.isEmpty { cells.columnCount = width }
    guard width == cells.columnCount else {
      throw DataError(
        "the row has \(counted(width, "cell")), the first row has \(cells.columnCount)",
        at: "\(source):\(firstLine)",
        hint: "give every row as many cells; put quotes around a cell with a delimiter in it")
    }
    cells.lines.append(firstLine)
  }

  private mutating func parseCell(_ bytes: Span<UInt8>, number: Int) throws(DataError) {
    let (start, firstLine) = (cells.bytes.count, line)
    guard number <= Self.columnLimit else {
      throw DataError(
        "the row has more than \(Self.columnLimit) columns", at: "\(source):\(line)",
        hint: "check the delimiter and the line ends")
    }
    if position < bytes.count, bytes[position] == .quote {
      try parseQuoted(bytes, number: number)
    } else {
      while position < bytes.count {
        let byte = bytes[position]
        if byte == delimiter || byte.isLineEnd { break }
        cells.bytes.append(byte)
        position += 1
      }
    }
    guard cells.bytes.count - start <= Self.cellLimit else {
      throw DataError(
        "the cell is longer than 64 KB", at: "\(source):\(firstLine), column \(number)",
        hint: "check that the quotes before it are closed")
    }
    cells.ends.append(cells.bytes.count)
  }

  private mutating func parseQuoted(_ bytes: Span<UInt8>, number: Int) throws(DataError) {
    let place = "\(source):\(line), column \(number)"
    position += 1
    while true {
      guard position < bytes.count else {
        throw DataError(
          "the quote is never closed", at: place,
          hint: "close it with \", and write \"\" for a quote inside a quoted cell")
      }
      let byte = bytes[position]
      if byte == .quote {
        position += 1
        guard position < bytes.count, bytes[position] == .quote else { break }
      } else if bytes.endsLine(at: position) {
        line += 1
      }
      cells.bytes.append(byte)
      position += 1
    }
    guard
      position == bytes.count || bytes[position] == delimiter || bytes[position].isLineEnd
    else {
      throw DataError(
        "the cell goes on after its closing quote", at: place,
        hint: "write \"\" for a quote inside a quoted cell")
    }
  }

  private mutating func skipLineEnd(_ bytes: Span<UInt8>) {
    guard position < bytes.count else { return }
    while !bytes.endsLine(at: position) { position += 1 }
    position += 1
    line += 1
  }
}
