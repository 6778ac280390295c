package import Documents
package import TLM

/// The newest events that meet a filter, and those that came since: what `tlm tail --json` prints.
package struct NewestEvents {
  private let filter: Filter
  private let limit: Int
  private let room: Int

  /// - Parameter room: about how many bytes of events there may be.
  package init(_ filter: Filter, limit: Int, room: Int = .max) {
    (self.filter, self.limit, self.room) = (filter, limit, room)
  }

  /// - Parameter cursor: where the answer before left off; nil: there is none before.
  /// - Throws: as `Store.query`.
  package func document(of store: Store, from cursor: Position? = nil) throws -> EventsDocument {
    let isDrained = store.drainBeforeReading()
    // What comes in meanwhile is for the next answer.
    let end = try store.log.bounds().upperBound
    var query = Query(filter)
    // What waits where nothing can be moved into the log has no place yet, from which to go on.
    if isDrained || cursor != nil { query.to = end }
    query.limit = limit
    var page = EventPage(limit: limit, newestFirst: cursor == nil, room: room)
    if limit == 0 { return page.reversed(goingOnAt: end) }
    if let cursor {
      // A place behind the end is one of a log that was there before.
      query.from = min(cursor, end)
      try store.query(query) { page.take($0) }
      return page.document(next: page.next ?? end)
    }
    query.newestFirst = true
    try store.query(query) { page.take($0) }
    return page.reversed(goingOnAt: end)
  }
}
