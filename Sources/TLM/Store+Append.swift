/// Appending under conditions.
extension Store {
  /// Appends events, all of them or none, if every condition holds of the log at that moment.
  ///
  /// What waits in sources is drained into the log first, so that what was said before counts.
  ///
  /// ```swift
  /// try store.append(
  ///   [NewEvent("paid", at: .current)], onlyIf: [.expecting(stream: "order-7", revision: 1)])
  /// ```
  ///
  /// - Throws: as `EventLog.append` under conditions.
  @discardableResult
  public func append(
    _ events: [NewEvent], onlyIf conditions: [AppendCondition], durability: Durability = .flushed,
    timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    _ = drainBeforeReading(timeout: timeout ?? log.options.timeout)
    return try session.append(
      lines: events.flatMap { $0.line() }, onlyIf: conditions, key: nil, durability: durability,
      timeout: timeout)
  }

  /// Appends an event at most once: if one was appended under `key` before, nothing is written, and
  /// the receipt says where that one stands.
  ///
  /// ```swift
  /// try store.append(NewEvent("charged", at: .current), key: "charge-\(invoice)")
  /// ```
  ///
  /// - Throws: as `EventLog.append` under a key.
  @discardableResult
  public func append(
    _ event: NewEvent, key: String, onlyIf conditions: [AppendCondition] = [],
    durability: Durability = .flushed, timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    _ = drainBeforeReading(timeout: timeout ?? log.options.timeout)
    return try session.append(
      lines: event.line(), onlyIf: conditions, key: key, durability: durability, timeout: timeout)
  }
}
