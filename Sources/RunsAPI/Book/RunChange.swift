import Analysis
import Events
import Running
import Server
import TLM

/// A change of what is known of a run: an event of who made it, when, and what was there before.
struct RunChange: Sendable {
  let id: String
  /// What is to be, by the names of records.
  let fields: [Member]
  /// Who changes it.
  let by: String
  /// The ETags that it is for; nil: whatever is there.
  let tags: EntityTags?

  /// What came of it.
  struct Outcome: Sendable {
    let runID: String
    let tag: String?
  }

  /// How often others may be faster.
  private static let attempts = 32

  /// - Throws: `RunsError` where there is no such run, or it is another one than was meant.
  func make(_ desk: RunsDesk) throws -> Outcome {
    let key = Label(id)
    for _ in 0..<Self.attempts {
      // What is recorded behind it may be seen, and is held against the change all the same.
      let end = try desk.store.log.bounds().upperBound
      guard try desk.book.has(key), let row = try desk.store.runs(under: [key])[key] else {
        throw RunsError.unknown(id)
      }
      if let tags, !tags.contain(RunObject(key, row).tag) {
        throw RunsError(
          412, "the run has changed since it was read; read it again, and decide anew")
      }
      let run = RunRecord(key, row)
      if try append(event(of: run), of: run, after: end, desk) {
        return Outcome(runID: run.id, tag: try desk.book.object(key)?.tag)
      }
    }
    throw RunsError(
      503, "others change this run again and again; nothing was written: send it again")
  }

  private func event(of run: RunRecord) -> NewEvent {
    let before = fields.map { field in
      Member(field.name, (field.name == "status" ? run.statusWord : run[field.name]) ?? .null)
    }
    return ShellRun.update(
      run.identity, at: .current, by: by, note: nil, fields + NewRun.remarks(on: fields),
      before: before)
  }

  /// False where something was recorded of the run meanwhile.
  private func append(
    _ event: NewEvent, of run: RunRecord, after end: Position, _ desk: RunsDesk
  ) throws -> Bool {
    var filter = Filter()
    filter.names = ["run"]
    if let id = run["event_id"]?.text { filter.eventIDs = [id] } else { filter.runIDs = [id] }
    let lines = try desk.prepared([event])
    do throws(AppendError) {
      try desk.store.log.append(
        lines: lines, onlyIf: [.none(matching: filter, from: end)], key: nil, durability: .synced,
        timeout: GroupedAppends.timeout)
      return true
    } catch {
      if error.isConflict { return false }
      throw error
    }
  }
}

extension RunRecord {
  fileprivate var statusWord: Value? { status.map { Value.string($0.rawValue) } }
}
