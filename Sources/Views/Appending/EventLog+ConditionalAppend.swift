public import Events
package import Index
public import Journal

extension EventLog {
  /// Appends events, all of them or none, if every condition holds of the log at that moment.
  ///
  /// The conditions are looked at before the lock is taken; under it only what came in between is
  /// read. Nobody can append between the last look and the write, so of several processes that
  /// expect the same revision exactly one succeeds. Unlike an emit, it never goes to a spool file.
  ///
  /// ```swift
  /// do {
  ///   let revision = try log.append(
  ///     [NewEvent("paid", at: .current)],
  ///     onlyIf: [.expecting(stream: "order-7", revision: 1)]
  ///   ).revision  // 2
  /// } catch AppendError.Code.wrongRevision {
  ///   // Somebody was faster: read the stream again and decide anew.
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - events: at least one. Where one stream is expected, they are put into it.
  ///   - conditions: all of them must hold.
  ///   - durability: what the receipt must promise.
  ///   - timeout: how long to wait for the lock, if not as long as the options say.
  /// - Throws: `wrongRevision`, `matchFound`: nothing was written. `otherStream`, `notAnEvent`: the
  ///   events cannot go in so. `notAppended` with the failure of the log as its cause; only
  ///   `partlyWritten` and `syncFailed` among those leave anything in the log.
  @discardableResult
  public func append(
    _ events: [NewEvent], onlyIf conditions: [AppendCondition], durability: Durability = .flushed,
    timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    try append(
      lines: events.flatMap { $0.line() }, onlyIf: conditions, key: nil, durability: durability,
      timeout: timeout)
  }

  /// Appends an event at most once: if one was appended under `key` before, nothing is written, and
  /// the receipt says where that one stands.
  ///
  /// The key alone decides: of two events under one key the first one stays, whatever the second
  /// one says, and the conditions are not looked at again, so that an append whose answer was lost
  /// can be repeated as it was. `hasSameContent` of the receipt tells whether the two differ in
  /// more than their time. The event carries the key as `idempotency_key`.
  ///
  /// ```swift
  /// let receipt = try log.append(NewEvent("charged", at: .current), key: "charge-\(invoice)")
  /// if receipt.isRepeat { print("charged before, at \(receipt.position)") }
  /// ```
  ///
  /// - Throws: as `append` of several events; `otherKey` where the event has another key.
  @discardableResult
  public func append(
    _ event: NewEvent, key: String, onlyIf conditions: [AppendCondition] = [],
    durability: Durability = .flushed, timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    try append(
      lines: event.line(), onlyIf: conditions, key: key, durability: durability,
      timeout: timeout)
  }

  /// Appends lines that are JSON already, if every condition holds; `stream` and `idempotency_key`
  /// are added at the end of an object that does not have them.
  ///
  /// - Throws: as `append` of events; `notOneEvent` for a key and anything but one line.
  @discardableResult
  public func append(
    lines: [UInt8], onlyIf conditions: [AppendCondition], key: String?,
    durability: Durability = .flushed, timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    let append = try ConditionalAppend(
      lines: lines, conditions: conditions, key: key, durability: durability, timeout: timeout)
    return try append.run(on: self, in: LogSession.recent(of: self))
  }
}

extension EventLog {
  /// Appends events that were decided on those of one store, under conditions; into no other one.
  ///
  /// - Parameter storeID: the id of that store; nil where nobody had named it.
  /// - Throws: as `append` under conditions; `notAppended` with the cause `noStore` where the store is
  ///   gone, or another one stands in its place.
  @discardableResult
  package func append(
    _ events: [NewEvent], onlyIf conditions: [AppendCondition], into storeID: String?
  ) throws(AppendError) -> AppendCondition.Receipt {
    var append = try ConditionalAppend(
      lines: events.flatMap { $0.line() }, conditions: conditions, key: nil, durability: .flushed,
      timeout: nil)
    append.storeID = storeID
    return try append.run(on: self, in: LogSession.recent(of: self))
  }
}

extension LogSession {
  /// Appends lines as `EventLog.append` under conditions does, with what the session has open.
  ///
  /// - Throws: as that.
  package func append(
    lines: [UInt8], onlyIf conditions: [AppendCondition], key: String?,
    durability: Durability = .flushed, timeout: Duration? = nil
  ) throws(AppendError) -> AppendCondition.Receipt {
    let append = try ConditionalAppend(
      lines: lines, conditions: conditions, key: key, durability: durability, timeout: timeout)
    return try append.run(on: log, in: self)
  }
}
