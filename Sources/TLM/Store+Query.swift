/// Looking into a store.
extension Store {
  /// Lends each event that meets the query to `body`, until `body` returns false.
  ///
  /// What waits in sources is drained into the log first. Where the store cannot be written it is
  /// read after the log's own lines, as if it had been drained.
  ///
  /// ```swift
  /// var query = Query()
  /// query.filter.tools = ["ll-auto"]
  /// query.filter.fields = [FieldCondition("duration_s", .greater, 60)]
  /// try store.query(query) { event in
  ///   print(event.position, event.name ?? "")
  ///   return true
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - query: which events, in which order.
  ///   - progress: told how many bytes of the log are indexed, and how many there are, while the
  ///     index is brought up.
  ///   - body: gets each event, valid only while it is lent; false is enough.
  /// - Returns: how the events were found.
  /// - Throws: `JournalError` where the log cannot be read, `truncated` where `query.from` was
  ///   pruned, and whatever `body` throws.
  @discardableResult
  public func query(
    _ query: Query, progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ body: (borrowing Event) throws -> Bool
  ) throws -> Query.Explanation {
    let isDrained = drainBeforeReading()
    return try seen(query).run(
      in: session, over: log, withWaiting: !isDrained, progress: progress, body)
  }

  /// The events that meet the query, copied; for when they are few.
  ///
  /// - Throws: as `query` with a body.
  public func events(matching query: Query) throws -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    try self.query(query) { event in
      events.append(RecordedEvent(copying: event))
      return true
    }
    return events
  }
}
