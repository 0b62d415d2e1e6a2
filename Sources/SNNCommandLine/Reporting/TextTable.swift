/// Rows of cells in columns as wide as they need be, under a head.
package struct TextTable {
  /// A column's name, and on which side its cells stand.
  package enum Column {
    case words(String)
    case numbers(String)

    fileprivate var name: String {
      switch self {
      case .words(let name), .numbers(let name): name
      }
    }

    fileprivate func padded(_ cell: String, to width: Int) -> String {
      switch self {
      case .words: cell.trailing(width)
      case .numbers: cell.leading(width)
      }
    }
  }

  private let columns: [Column]
  private let rows: [[String]]

  /// - Parameters:
  ///   - columns: from left to right.
  ///   - rows: a cell for every column.
  package init(_ columns: [Column], _ rows: [[String]]) {
    (self.columns, self.rows) = (columns, rows)
  }

  /// The lines of the table; none ends in spaces.
  package var text: String {
    let lines = [columns.map(\.name)] + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      let padded = columns.indices.map { columns[$0].padded(cells[$0], to: widths[$0]) }
      return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
