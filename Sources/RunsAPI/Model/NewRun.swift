import Analysis
import Events
import TLM

/// A run as a client posts it, checked.
struct NewRun: Sendable {
  let id: String
  let runID: String
  let fields: [Member]
  /// Where it stands in the request.
  let place: [Value]

  /// Nil where something is wrong with it, which `reader` then knows.
  init?(_ value: Value, at place: [Value], _ reader: inout FieldReader) {
    let before = reader.faults.count
    fields = reader.members(of: value, RunFields.posted, at: place)
    guard reader.faults.count == before, let id = fields.text("event_id"),
      let runID = fields.text("run_id")
    else { return nil }
    (self.id, self.runID, self.place) = (id, runID, place)
  }

  /// Whether it says that the run has ended.
  var hasEnded: Bool { fields.text("status").map { $0 != Outcome.running.rawValue } ?? false }

  /// The event that it is.
  ///
  /// - Parameter owner: whose runs are of this server that do not say whose they are.
  func event(at now: Timestamp, owner: String?) -> NewEvent {
    var members = fields
    if fields.text("status") == nil { members.append(Member("status", "running")) }
    let created = fields.text("created_at").flatMap(Self.time)
    if fields.text("created_at") == nil {
      members.append(Member("created_at", .string(RunTime.text(now))))
    }
    if let owner, fields.text("agent_owner") == nil {
      members.append(Member("agent_owner", .string(owner)))
    }
    return NewEvent("run", at: created ?? now, fields: members + Self.remarks(on: fields))
  }

  /// The event of a record that comes late: what is known is kept, and how the run ended is added.
  func ending(at now: Timestamp) -> NewEvent {
    let members = fields.filter { $0.name != "created_at" }
    return NewEvent("run", at: now, fields: members + Self.remarks(on: fields))
  }

  /// Which times nobody can read: they are kept as they are.
  static func remarks(on fields: [Member]) -> [Member] {
    let wrong = fields.filter { field in
      RunFields.times.contains(field.name) && field.value.text.flatMap(time) == nil
    }
    return wrong.isEmpty
      ? [] : [Member("ts_invalid", .array(wrong.map { .string($0.name) }))]
  }

  /// A date alone is its beginning; a time without a zone is one of UTC.
  static func time(_ text: String) -> Timestamp? { Timestamp(text) ?? TimeText.instant(text) }
}

extension [Member] {
  func text(_ name: String) -> String? { first { $0.name == name }?.value.text }
}
