package import TLM

/// The answer to what happened to one issue, run, session or trace.
package struct TraceAnswer: Sendable {
  package let subject: TraceSubject
  package let tree: SpanTree
  /// The store's id; empty where nobody has named it.
  package let store: String
  /// Whether there were more events than are put together.
  package let isCut: Bool
  /// Bytes of the log that were read for it.
  package let bytes: Int64
}

/// Gathers the events of a subject by the index, and follows what ties them to others: their traces,
/// runs and sessions, the runs that these began, correlation ids, and what caused what.
package struct TraceFinder {
  private let store: Store
  private var events: [Position: TracedEvent] = [:]
  private var asked: Set<Store.KeyValue> = []
  private var bytes: Int64 = 0
  private var isCut = false
  private let limit: Int
  /// Which events were pulled, and of which store.
  private let origins: DrainedRanges

  /// Events beyond which nobody looks through a tree of them.
  package static let usualLimit = 200_000

  /// - Parameter limit: at most so many events.
  package init(in store: Store, limit: Int = usualLimit) {
    self.store = store
    self.limit = limit
    origins = DrainedRanges(store.log)
  }

  /// - Throws: `JournalError` where the log cannot be read.
  package mutating func answer(_ subject: TraceSubject) throws -> TraceAnswer {
    for spelling in subject.spellings { try ask(subject.kind.key, spelling) }
    switch subject.kind {
    case .issue, .session: try followTies(isWhole: subject.kind == .session)
    case .run:
      try followRuns([subject.id])
      try followTies(isWhole: false)
    case .trace:
      try followRuns(records.filter { $0.keys.trace != nil }.compactMap { $0.keys.run?.text })
    }
    if subject.kind != .issue { try followCommands() }
    try followCauses()
    let store = ((try? store.log.readIdentity()) ?? nil)?.id ?? ""
    let tree = SpanTree(
      of: Array(events.values), in: store, session: subject.kind == .session ? subject.id : nil)
    return TraceAnswer(
      subject: subject, tree: Self.part(of: tree, about: subject), store: store, isCut: isCut,
      bytes: bytes)
  }

  /// Of an issue or a run the spans that are about it, and what lies within them.
  private static func part(of tree: SpanTree, about subject: TraceSubject) -> SpanTree {
    let name =
      switch subject.kind {
      case .issue: "tlm.issue.id"
      case .run: "tlm.run.id"
      case .session, .trace: ""
      }
    if name.isEmpty { return tree }
    let id = Label(subject.id)
    return tree.focused { span in
      span.attributes.contains { $0.name == name && $0.value.text.map { Label($0) == id } ?? false }
    }
  }

  private var records: [TracedEvent] { events.values.filter { $0.name == "run" } }

  /// Traces of what is there; and of its runs and sessions what happened in the same time.
  private mutating func followTies(isWhole: Bool) throws {
    let seeds = events.values.sorted { $0.position < $1.position }
    guard let span = Self.span(of: seeds) else {
      for trace in Set(seeds.compactMap(\.keys.trace)) { try ask(.trace, trace.text) }
      return
    }
    for trace in Set(seeds.compactMap(\.keys.trace)).sorted() { try ask(.trace, trace.text) }
    for run in Set(seeds.compactMap(\.keys.run)).sorted() {
      try ask(.run, run.text, in: span)
      // The records of the run, which say of which trace it is, may stand outside of that time.
      var records = Query()
      (records.filter.names, records.filter.runIDs) = (["run"], [run.text])
      try take(records) { _ in true }
    }
    if isWhole { return }
    for session in Set(seeds.compactMap(\.keys.session)).sorted() {
      try ask(.session, session.text, in: span)
    }
  }

  /// From the first begin to the last end that events tell.
  private static func span(of events: [TracedEvent]) -> ClosedRange<Timestamp>? {
    let starts = events.compactMap { event in
      event.begin ?? event.time.map { $0.moved(by: -(event.duration?.rawValue ?? 0)) }
    }
    let ends = events.compactMap { $0.finish ?? $0.time }
    guard let start = starts.min(), let end = ends.max(), start <= end else { return nil }
    return start...end
  }

  /// Runs, those that they began, and their traces.
  private mutating func followRuns(_ runs: [String]) throws {
    var open = runs
    var seen = Set(runs.map { Label($0) })
    while let run = open.popLast(), !isCut {
      try ask(.run, run)
      try ask(.parentRun, run)
      let own = records.filter { $0.keys.run == Label(run) }
      for trace in own.compactMap(\.keys.trace) { try ask(.trace, trace.text) }
      for record in events.values where record.parentRunID == run {
        guard let id = record.keys.run, seen.insert(id).inserted else { continue }
        open.append(id.text)
      }
    }
  }

  /// The ends of commands that name neither session nor run, and what their programs told in between.
  private mutating func followCommands() throws {
    let own = events.values.sorted { $0.position < $1.position }
    for start in own where start.name == "command_start" {
      guard let tool = start.keys.tool, let end = try end(of: start, tool) else { continue }
      var query = Query()
      query.filter.tools = [tool.text]
      (query.from, query.to) = (start.position, Position(rawValue: end.rawValue + 1))
      try take(query) { event in
        let keys = event.keys
        return (keys.session == nil || keys.session == start.keys.session)
          && (keys.run == nil || keys.run == start.keys.run)
      }
    }
  }

  /// Where a command ended that is not among the events; nil where it did not, was begun again before,
  /// or names what it is of.
  private func end(of start: TracedEvent, _ tool: Label) throws -> Position? {
    var query = Query()
    query.filter.names = ["command_start", "command_end"]
    query.filter.tools = [tool.text]
    query.from = Position(rawValue: start.position.rawValue + 1)
    query.limit = 1
    var end: Position?
    try store.query(query) { event in
      let isOpen = event.sessionID == nil && event.runID == nil
      if event.name == "command_end" && isOpen { end = event.position }
      return false
    }
    return end
  }

  /// What shares a correlation id; what caused something that is there, and what that caused.
  private mutating func followCauses() throws {
    for id in Set(events.values.compactMap(\.keys.correlation)).sorted() {
      try ask(.correlation, id.text)
    }
    let hasCauses = try !store.values(of: [.causation], beginning: "", limit: 1).isEmpty
    guard hasCauses else { return }
    var done: Set<Position> = []
    while !isCut {
      let new = events.values.filter { !done.contains($0.position) }
      if new.isEmpty || done.count > Self.mostCauses { return }
      for event in new.sorted(by: { $0.position < $1.position }) {
        done.insert(event.position)
        if let cause = event.causationID { try ask(.eventID, cause) }
        if let id = event.eventID { try ask(.causation, id) }
      }
    }
  }

  /// Events of which it is looked up what they caused.
  private static let mostCauses = 2000

  /// Takes in the events that have a value of a key, within some time or ever.
  private mutating func ask(
    _ key: CorrelationKey, _ value: String, in span: ClosedRange<Timestamp>? = nil
  ) throws {
    guard !isCut, asked.insert(Store.KeyValue(key: key, value: value)).inserted else { return }
    var query = Query()
    query.filter[key] = [value]
    query.filter.since = span?.lowerBound
    query.filter.until = span.map { $0.upperBound.moved(by: 1) }
    try take(query) { _ in true }
  }

  /// Takes in the events of a query for which something holds.
  private mutating func take(_ query: Query, where isWanted: (TracedEvent) -> Bool) throws {
    var (found, isFull) = ([TracedEvent](), false)
    let room = limit - events.count
    let explanation = try store.query(query) { event in
      if found.count >= room {
        isFull = true
        return false
      }
      let event = TracedEvent(event)
      if isWanted(event) { found.append(event) }
      return true
    }
    bytes += explanation.bytes
    for event in found {
      var event = event
      event.origin = origins.origin(of: event.position)
      events[event.position] = event
    }
    if isFull { isCut = true }
  }
}
