import Analysis
import TLM

/// Rows of an answer as people read them.
enum AnswerTable {
  /// The titles and the rows, all text harmless.
  ///
  /// - Parameter days: the clock of days, where the first column tells days and no instants.
  static func lines(
    _ rows: [[Datum]], _ columns: [AnswerColumn], days: Zone?, for terminal: Terminal
  ) -> [String] {
    var table = Table(
      columns: columns.enumerated().map { place, column in
        let isNumeric = isNumeric(rows, place, column.type)
        let alignment: Table.Alignment =
          isNumeric ? .right : column.type == .time ? .whole : .left
        return Table.Column(title: SafeText.of(column.name), alignment: alignment)
      })
    for row in rows {
      table.add(
        row.enumerated().map { place, datum in
          cell(datum, days: place == 0 ? days : nil, for: terminal)
        })
    }
    return table.lines(for: terminal)
  }

  private static func isNumeric(_ rows: [[Datum]], _ place: Int, _ type: ValueType) -> Bool {
    if type == .number || type == .duration { return true }
    var hasNumber = false
    for row in rows {
      switch row[place] {
      case .missing: break
      case .whole, .large, .decimal, .duration: hasNumber = true
      default: return false
      }
    }
    return hasNumber
  }

  private static func cell(_ datum: Datum, days: Zone?, for terminal: Terminal) -> Table.Cell {
    switch datum {
    case .missing: Table.Cell(text: "-", isEmpty: true)
    case .duration(let length):
      Table.Cell(
        text: terminal.isTerminal ? Numbers.duration(Double(length) / 1e9) : datum.words)
    case .time(let time):
      if let days, terminal.isTerminal {
        Table.Cell(text: String(days.shown(at: Timestamp(rawValue: time)).description.prefix(10)))
      } else {
        Table.Cell(text: LocalTime.text(Timestamp(rawValue: time), for: terminal))
      }
    case .decimal(let number): Table.Cell(text: decimal(number, for: terminal))
    default: Table.Cell(text: SafeText.of(datum.words))
    }
  }

  /// At a terminal without the noise of a Double's last digits.
  private static func decimal(_ number: Double, for terminal: Terminal) -> String {
    guard terminal.isTerminal, number.magnitude >= 0.001, number.magnitude < 1e15 else {
      return number.description
    }
    let text = Numbers.fixed(number, decimals: 6)
    var digits = text[...]
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }
}
