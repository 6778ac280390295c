package import Documents
package import TLM

/// Some events of a query, and where it goes on.
package struct EventPage {
  private var documents: [EventDocument] = []
  private let limit: Int?
  private let newestFirst: Bool
  /// Bytes of lines that it has; what is longer than all of them stands alone.
  private var room: Int
  private var isFull = false
  private var last: Position?

  /// - Parameters:
  ///   - limit: at most so many events; nil: all of them.
  ///   - newestFirst: whether it goes on towards the beginning.
  ///   - room: about how many bytes of events there may be.
  package init(limit: Int?, newestFirst: Bool = false, room: Int = .max) {
    (self.limit, self.newestFirst, self.room) = (limit, newestFirst, room)
  }

  /// Takes an event; false where there is room for no other.
  package mutating func take(_ event: borrowing Event) -> Bool {
    let size = LineText.raw(event).count
    if size > room && !documents.isEmpty {
      isFull = true
      return false
    }
    documents.append(EventDocument(event))
    last = event.position
    room -= min(room, size)
    isFull = documents.count == limit
    return !isFull
  }

  /// Where the next page begins, or ends where the newest come first; nil where all were taken.
  package var next: Position? {
    guard isFull, let last else { return nil }
    return newestFirst ? last : Position(rawValue: last.rawValue + 1)
  }

  package var isEmpty: Bool { documents.isEmpty }

  /// The events, and of a page what comes behind it.
  ///
  /// - Parameter explanation: how they were found, for those who asked.
  package func document(_ explanation: ExplanationDocument? = nil) -> EventsDocument {
    limit == nil
      ? EventsDocument(documents, explanation)
      : EventsDocument(documents, explanation, next: .some(next))
  }

  /// The events, and where what comes later goes on.
  package func document(next place: Position) -> EventsDocument {
    EventsDocument(documents, next: .some(place))
  }

  /// The same the other way round.
  package func reversed(goingOnAt place: Position) -> EventsDocument {
    EventsDocument(documents.reversed(), next: .some(place))
  }
}
