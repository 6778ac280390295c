import Analysis
import Documents
import TLM

/// What `tlm query` prints: events or their number, and how they were found.
final class QueryView {
  private let events: EventView
  private let isDocument: Bool
  private let isCount: Bool
  private let howFound: HowFound?

  /// - Parameter howFound: what is told of that; nil: nothing.
  init(_ events: EventView, json: Bool, isCount: Bool, howFound: HowFound?) {
    self.events = events
    isDocument = json
    self.isCount = isCount
    self.howFound = howFound
  }

  /// Whether lines are printed as they are.
  var isOfLines: Bool { !isCount && events.isOfLines }

  func show(_ event: borrowing Event) {
    if !isCount { events.show(event) }
  }

  func show(lines: [UInt8]) { events.show(lines: lines) }

  func finish(_ explanation: Query.Explanation) {
    let added = howFound.map { ExplanationDocument(explanation, $0) }
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
    ExplanationView.tell(explanation, isDocument ? nil : howFound)
  }
}
