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

  func finish(_ explanation: Explanation) {
    let added =
      isExplained ? [Member("explanation", ExplanationView.value(of: explanation))] : []
    if !isCount {
      events.finish(adding: added)
    } else {
      let output = Output()
      let count = Int64(explanation.matched)
      if isDocument {
        output.json(.object([Member("count", .integer(count))] + added))
      } else {
        output.line(String(count))
      }
      output.flush()
    }
    if explanation.isDegraded, let reason = explanation.reason {
      Message.note("tlm: \(SafeText.of(reason)); the whole log was read instead")
    }
    if isExplained && !isDocument {
      ExplanationView.lines(of: explanation).forEach { Message.note(SafeText.of($0)) }
    }
  }
}
