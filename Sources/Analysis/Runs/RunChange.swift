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
  ) -> [AppendCondition] {
    Filter.records(ofRun: key, outcomes).map { .none(matching: $0, from: start) }
  }

  /// The same, after a record.
  ///
  /// - Parameter last: where that one begins; nil: none was seen.
  package func isUntouched(
    by outcomes: [Outcome] = [], after last: Position?
  ) -> [AppendCondition] {
    Filter.records(ofRun: key, outcomes).map { .none(matching: $0, after: last) }
  }
}

extension Filter {
  /// The records of the run of a key: those with this event id, and those that have no event id and this
  /// run id. One filter for each of the two.
  ///
  /// - Parameter outcomes: only those that say that it stands so; all where there are none.
  package static func records(ofRun key: Label, _ outcomes: [Outcome] = []) -> [Filter] {
    var own = Filter()
    own.names = [RunSweep.eventName]
    own.outcomes = outcomes
    var others = own
    own.eventIDs = [key.text]
    others.runIDs = [key.text]
    // Another run may have this key for its run id.
    others.test = EventTest("no event id", asksForTime: false) { $0.eventID == nil }
    return [own, others]
  }
}
