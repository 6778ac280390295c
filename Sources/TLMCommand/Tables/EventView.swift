import Documents
import Questions
import TLM

/// Prints events: the log's own lines for programs, a table for people, one document on demand.
final class EventView {
  private enum Form { case lines, table, document }

  private let form: Form
  private let output: Output
  private var page: EventPage
  private var table = EventTable(.output)

  /// - Parameter page: which events a document has.
  init(
    json: Bool, lines: Bool, isLineBuffered: Bool = false, page: EventPage = EventPage(limit: nil)
  ) {
    self.page = page
    form = json ? .document : lines || !Terminal.output.isTerminal ? .lines : .table
    output = Output(isLineBuffered: isLineBuffered)
  }

  /// Whether lines of the log are printed as they are.
  var isOfLines: Bool { form == .lines && !Terminal.output.isTerminal }

  /// Prints lines, each with its newline.
  func show(lines: [UInt8]) { output.put(lines) }

  func show(_ event: borrowing Event) {
    switch form {
    case .lines:
      let line = LineText.raw(event)
      output.line(Terminal.output.isTerminal ? Array(SafeText.of(line).utf8) : line)
    case .table:
      table.add(event).forEach { output.line($0) }
    case .document:
      _ = page.take(event)
    }
  }

  /// Shows all that came: there may be nothing more for a while.
  func settle() {
    table.settle().forEach { output.line($0) }
    output.flush()
  }

  /// - Parameter explanation: what else belongs into the document.
  func finish(_ explanation: ExplanationDocument? = nil) {
    if form == .document { output.json(page.document(explanation)) }
    settle()
  }
}
