import Documents
import TLM

/// What `tlm query` prints: events or their number, and how they were found.
final class QueryView {
  private let events: EventView
  private let isDocument: Bool
  private let isCount: Bool
  private let isExplained: Bool

  init(_ events: EventView, json: Bool, isCount: Bool, isExplained: Bool) {
    self.events = events
    isDocument = json
    self.isCount = isCount
    self.isExplained = isExplained
  }

  func show(_ event: borrowing Event) {
    if !isCount { events.show(event) }
  }

  func finish(_ explanation: Query.Explanation) {
    let added = isExplained ? ExplanationDocument(explanation) : nil
    if !isCount {
      events.finish(added)
    } else {
      let output = Output()
      if isDocument {
        output.json(CountDocument(explanation.matched, added))
      } else {
        output.line(String(explanation.matched))
      }
      output.flush()
    }
    if explanation.untimely > 0 { Message.note(UntimelyNote.text(explanation.untimely)) }
    if explanation.isDegraded, let reason = explanation.reason {
      Message.note("tlm: \(SafeText.of(reason)); the whole log was read instead")
      _ = Store.takeDamage()
    }
    if isExplained && !isDocument {
      ExplanationView.lines(of: explanation).forEach { Message.note(SafeText.of($0)) }
    }
  }
}
