package import TLM

/// The events that were asked for: what `tlm query --json` prints.
package struct EventsDocument: Document {
  private let events: [EventDocument]
  private let explanation: ExplanationDocument?
  private let next: Position??

  /// - Parameters:
  ///   - explanation: how they were found, for those who asked.
  ///   - next: of a page, where the next one goes on, or that none does; nil of all events.
  package init(
    _ events: [EventDocument], _ explanation: ExplanationDocument? = nil, next: Position?? = nil
  ) {
    (self.events, self.explanation, self.next) = (events, explanation, next)
  }

  /// Whether there are none.
  package var isEmpty: Bool { events.isEmpty }

  package var json: Value {
    var members = [
      Member("events", events.json), Member("count", .integer(Int64(events.count))),
    ]
    if let next { members.append(Member("next", next.map { .integer($0.rawValue) } ?? .null)) }
    return .object(members + (explanation.map { [Member("explanation", $0.json)] } ?? []))
  }
}
