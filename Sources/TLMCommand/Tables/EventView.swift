import Documents
import TLM

/// Prints events: the log's own lines for programs, a table for people, one document on demand.
final class EventView {
  private enum Form { case lines, table, document }

  private let form: Form
  private let output: Output
  private var documents: [EventDocument] = []
  private var rows: [[String]] = []

  init(json: Bool, lines: Bool, isLineBuffered: Bool = false) {
    form = json ? .document : lines || !Terminal.output.isTerminal ? .lines : .table
    output = Output(isLineBuffered: isLineBuffered)
  }

  func show(_ event: borrowing Event) {
    switch form {
    case .lines:
      let line = LineText.raw(event)
      output.line(Terminal.output.isTerminal ? Array(SafeText.of(line).utf8) : line)
    case .table:
      output.line(row(event))
    case .document:
      documents.append(EventDocument(event))
    }
  }

  /// - Parameter explanation: what else belongs into the document.
  func finish(_ explanation: ExplanationDocument? = nil) {
    if form == .document { output.json(EventsDocument(documents, explanation)) }
    output.flush()
  }

  private func members(_ event: borrowing Event) -> [Member] {
    guard case .object(let members)? = LineText.value(event) else { return [] }
    return members
  }

  /// Local time, name and the rest of the fields, cut to the width of the terminal.
  private func row(_ event: borrowing Event) -> String {
    let terminal = Terminal.output
    let time = event.time.map { LocalTime.text($0) } ?? String(repeating: " ", count: 19)
    let name = SafeText.of(event.name ?? "-")
    var rest = ""
    for member in members(event) {
      guard !["ts", "timestamp", "event", "@timestamp"].contains(member.name) else { continue }
      let value: String
      if case .string(let text) = member.value {
        value = text
      } else {
        value = JSONWriter.text(of: member.value)
      }
      rest += "  \(SafeText.of(member.name))=\(SafeText.of(value))"
      if rest.count > terminal.width { break }
    }
    let room = max(0, terminal.width - 19 - 2 - max(24, name.count))
    let padded = name + String(repeating: " ", count: max(0, 24 - name.count))
    return terminal.styled(time, .dim) + "  " + terminal.styled(padded, .cyan)
      + String(rest.prefix(room))
  }
}
