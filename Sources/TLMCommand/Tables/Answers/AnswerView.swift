import Analysis
import Documents
import TLM

/// Prints the rows of an answer as they come.
final class AnswerView {
  private let columns: [AnswerColumn]
  private let format: RowFormat
  private let days: Zone?
  private let output = Output()
  private var waiting: [[Datum]] = []
  private var hasBegun = false

  /// Rows of a table that are laid out together.
  private static let together = 1000

  /// - Parameter days: the clock of days, where the first column tells days and no instants.
  init(_ columns: [AnswerColumn], _ format: RowFormat, days: Zone? = nil) {
    self.days = days
    self.columns = columns
    self.format = format
  }

  func show(_ row: [Datum]) {
    switch format {
    case .table:
      waiting.append(row)
      if waiting.count >= Self.together { showTable() }
    case .document: waiting.append(row)
    case .lines:
      let members = zip(columns, row).map { Member($0.name, $1.value) }
      output.line(JSONWriter.text(of: .object(members)))
    case .csv:
      beginCSV()
      output.put(CSV.line(row.map(CSV.cell)))
    }
  }

  /// - Parameter howFound: what is told of how events were found; nil: nothing.
  func finish(_ answer: QueryAnswer, _ howFound: HowFound?) {
    switch format {
    case .table: showTable()
    case .document: output.json(AnswerDocument(answer, waiting, howFound))
    case .lines: break
    case .csv: beginCSV()
    }
    output.flush()
    if format == .table, let total = answer.total, total > answer.count, Terminal.output.isTerminal
    {
      Message.note("\(Numbers.count(total - answer.count, "row")) more; give a greater --limit")
    }
    if answer.untimed > 0 {
      let are = answer.untimed == 1 ? "is" : "are"
      Message.note(
        "tlm: \(Numbers.count(answer.untimed, "event")) without a time \(are) left out")
    }
    ExplanationView.tell(answer.explanation, format == .document ? nil : howFound)
  }

  private func beginCSV() {
    if hasBegun { return }
    hasBegun = true
    output.put(CSV.line(columns.map { CSV.text($0.name) }))
  }

  private func showTable() {
    if waiting.isEmpty { return }
    let lines = AnswerTable.lines(waiting, columns, days: days, for: .output)
    // The titles stand above the first row only.
    for line in hasBegun ? Array(lines.dropFirst()) : lines { output.line(line) }
    hasBegun = true
    waiting = []
  }
}
