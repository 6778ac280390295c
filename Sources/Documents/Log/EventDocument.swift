package import TLM

/// One event as a document: where it is, when it was, and what its line says.
package struct EventDocument: Document {
  private let position: Position
  private let time: Timestamp?
  private let members: [Member]

  package init(_ event: borrowing Event) {
    position = event.position
    time = event.time
    members = LineText.value(event)?.members ?? []
  }

  package var json: Value {
    [
      "position": .integer(position.rawValue),
      "time": time.map { .string($0.description) } ?? .null,
      "event": .object(members),
    ]
  }
}
