package import TLM

/// What was recorded of a run, one record after the other: who changed what, when, and what was there
/// before.
package struct RunHistory: Sendable {
  /// A record.
  package struct Entry: Sendable {
    package let position: Position
    package let time: Timestamp?
    package let status: Outcome?
    /// Who changed something, where that is told.
    package let by: String?
    package let note: String?
    /// What it says, but for what says which run it is.
    package let fields: [Member]
    /// What these said before, where a change tells it.
    package let before: [Member]
  }

  package let key: Label
  package private(set) var entries: [Entry] = []

  /// Members that say which run it is, and nothing new of it.
  private static let identity: Set<String> = [
    "ts", "event", "record_type", "event_id", "run_id", "update", "agent_name", "job_type",
    "start_time", "trace_id", "span_id", "parent_span_id", "parent_run_id", "agent_owner",
  ]

  /// The records of the run of a key; none where nothing was recorded of it, or all of it was pruned.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package init(of key: Label, in store: Store) throws {
    var entries: [Entry] = []
    for filter in Filter.records(ofRun: key) {
      try store.query(Query(filter)) { event in
        entries.append(Entry(event))
        return true
      }
    }
    (self.key, self.entries) = (key, entries.sorted { $0.position < $1.position })
  }

  /// The keys of the runs that people know by an id, in the order in which they were recorded: it need
  /// not be of one alone.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package static func keys(ofRunID id: String, in store: Store) throws -> [Label] {
    var query = Query()
    query.filter.names = ["run"]
    query.filter.runIDs = [id]
    var keys: [Label] = []
    try store.query(query) { event in
      if let key = Label(event.eventID ?? event.runID), !keys.contains(key) { keys.append(key) }
      return true
    }
    return keys
  }

  /// Whether it has ended by one of them.
  package var hasEnded: Bool {
    entries.contains { $0.status != nil && $0.status != .running && $0.status != .unknown }
  }
}

extension RunHistory.Entry {
  fileprivate init(_ event: borrowing Event) {
    position = event.position
    time = event.time
    status = event.outcome
    let update = event.view(named: "update")?.value
    by = update?["by"]?.text
    note = update?["note"]?.text
    before = update?["before"]?.members ?? []
    var fields: [Member] = []
    event.forEachMember { name, value in
      if !RunHistory.isIdentity(name) && !value.isNull { fields.append(Member(name, value.value)) }
    }
    self.fields = fields
  }
}

extension RunHistory {
  fileprivate static func isIdentity(_ name: String) -> Bool { identity.contains(name) }
}
