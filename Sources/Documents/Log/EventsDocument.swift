package import TLM

/// The events that were asked for: what `tlm query --json` prints.
package struct EventsDocument: Document {
  private let events: [EventDocument]
  private let explanation: ExplanationDocument?

  /// - Parameter explanation: how they were found, for those who asked.
  package init(_ events: [EventDocument], _ explanation: ExplanationDocument? = nil) {
    self.events = events
    self.explanation = explanation
  }

  package var json: Value {
    let members = [
      Member("events", events.json), Member("count", .integer(Int64(events.count))),
    ]
    return .object(members + (explanation.map { [Member("explanation", $0.json)] } ?? []))
  }
}
