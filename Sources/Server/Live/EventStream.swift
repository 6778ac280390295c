import TLM

/// Events for one client, from a place of the log on: those that are there, as fast as it takes them, and
/// then those that come.
struct EventStream: Sendable {
  let store: Store
  let hub: EventHub
  let filter: Filter
  let start: Position

  /// Events that are read at once of what is there.
  private static let page = 256

  /// Writes until the client goes, is too slow, or the server ends.
  func run(
    _ writer: StreamWriter, dropped: @escaping @Sendable () -> Void
  ) async throws {
    try await writer.write(EventStreamText.beginning)
    let listener = EventListener(filter, dropped: dropped)
    defer { hub.leave(listener) }
    var position = start
    while let end = try hub.join(listener, at: position) {
      // A hub that is behind comes up by itself.
      if end <= position {
        try await Task.sleep(for: .milliseconds(5))
        continue
      }
      position = try await writePast(from: position, to: end, writer)
    }
    while true {
      switch await listener.next() {
      case .bytes(let bytes): try await writer.write(bytes)
      case .dropped(let position):
        return try await writer.write(
          EventStreamText.end(
            "dropped", "this client took events too slowly; ask again from this position",
            at: position))
      case .replaced:
        return try await writer.write(
          EventStreamText.end(
            "store", "the store is gone or another one now; begin anew", at: .start))
      case .ended:
        return try await writer.write(
          EventStreamText.end("end", "the server ends", at: listener.position))
      }
    }
  }

  /// Writes what is there up to a position, a page at a time.
  private func writePast(
    from: Position, to end: Position, _ writer: StreamWriter
  ) async throws -> Position {
    var position = from
    while position < end {
      try Task.checkCancellation()
      let (bytes, next) = try page(from: position, to: end)
      if !bytes.isEmpty { try await writer.write(bytes) }
      position = next
    }
    return position
  }

  private func page(from: Position, to end: Position) throws -> ([UInt8], Position) {
    var query = Query(filter)
    (query.from, query.to, query.limit) = (from, end, Self.page)
    var (bytes, count, last): ([UInt8], Int, Position) = ([], 0, end)
    try store.query(query) { event in
      bytes += EventStreamText.event(event)
      last = event.position.advanced(by: event.line.count + 1)
      count += 1
      return count < Self.page
    }
    return (bytes, count < Self.page ? end : last)
  }
}
