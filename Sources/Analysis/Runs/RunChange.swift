import Running
package import TLM

/// A change of what is known of a run: an event that says who made it, when, and what was there before.
package struct RunChange: Sendable {
  /// What is to be, by the names of records.
  package let fields: [Member]
  /// Who changes it; nil where nobody says so.
  package let by: String?
  /// Why.
  package let note: String?

  package init(_ fields: [Member], by: String?, note: String? = nil) {
    (self.fields, self.by, self.note) = (fields, by, note)
  }

  /// The event that it is.
  ///
  /// - Parameter remarks: what is to be said besides, and is no change.
  package func event(
    of run: RunRecord, at time: Timestamp, _ remarks: [Member] = []
  ) -> NewEvent {
    ShellRun.update(
      run.identity, at: time, by: by, note: note, fields + remarks,
      before: fields.map { Member($0.name, Self.known($0.name, of: run)) })
  }

  /// What a run says in a field; null where it says nothing.
  package static func known(_ name: String, of run: RunRecord) -> Value {
    let value = name == "status" ? run.status.map { .string($0.rawValue) } : run[name]
    return value ?? .null
  }
}

extension RunRecord {
  /// What holds as long as nothing was recorded of the run.
  ///
  /// - Parameters:
  ///   - outcomes: only records that say that it stands so count; any where there are none.
  ///   - start: from where on.
  package func isUntouched(
    by outcomes: [Outcome] = [], from start: Position
  ) -> AppendCondition {
    .none(matching: records(of: outcomes), from: start)
  }

  /// The same, after a record.
  ///
  /// - Parameter last: where that one begins; nil: none was seen.
  package func isUntouched(
    by outcomes: [Outcome] = [], after last: Position?
  ) -> AppendCondition {
    .none(matching: records(of: outcomes), after: last)
  }

  /// Its records.
  private func records(of outcomes: [Outcome]) -> Filter {
    var filter = Filter()
    filter.names = [RunSweep.eventName]
    if let id = self["event_id"]?.text { filter.eventIDs = [id] } else { filter.runIDs = [id] }
    filter.outcomes = outcomes
    return filter
  }
}
