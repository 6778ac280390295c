package import TLM

/// How an index stands: what `tlm index show --json` and `tlm index rebuild --json` print.
package struct IndexDocument: Document {
  private let status: IndexStatus
  private let elapsed: Duration?

  /// - Parameter elapsed: how long it took to build; nil where it was not built.
  package init(_ status: IndexStatus, elapsed: Duration? = nil) {
    self.status = status
    self.elapsed = elapsed
  }

  package var json: Value {
    var members: [Member] = [
      Member("condition", .string(status.condition.rawValue)),
      Member("reason", status.reason.map { .string($0) } ?? .null),
      Member("through", .integer(status.through.rawValue)),
      Member("behind_bytes", .integer(status.behind)),
      Member("events", .integer(Int64(status.events))),
      Member("quarantined", .integer(Int64(status.quarantined))),
      Member("unreadable", .integer(Int64(status.unreadable))),
      Member(
        "first_unreadable", status.firstUnreadable.map { .integer($0.rawValue) } ?? .null),
      Member("blocks", .integer(Int64(status.blocks))),
      Member("bytes", .integer(status.bytes)),
      Member("keys", .array(status.fields.map(Value.string))),
    ]
    if let elapsed { members.append(Member("elapsed_s", .double(elapsed / .seconds(1)))) }
    return .object(members)
  }
}
