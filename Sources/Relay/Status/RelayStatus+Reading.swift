package import Events
package import Journal

extension RelayStatus {
  /// How a store stands, by its own files, its log, and the engine where one is named.
  ///
  /// - Throws: `store` where the log cannot be read; an engine that is away is told as such.
  package init(
    of log: EventLog, stream: String, _ address: EngineAddress? = nil, now: Timestamp = .now()
  ) throws(RelayError) {
    self.stream = stream
    let checkpoint = try PushFiles.checkpoint(in: log.layout, stream: stream)
    let report = PullReport(of: stream, in: log)
    engine = address?.told ?? report?.engine ?? checkpoint?.url
    let ledger = try storing { () throws(JournalError) in try log.readPullLedger() }
    var known: [String: Origin] = [:]
    for (id, run) in ledger.last { known[id] = Origin(run) }
    for origin in report?.origins ?? [] { known[origin.id, default: Origin(origin)].take(origin) }
    if let address {
      let hub = try storing { () throws(JournalError) in try log.readIdentity()?.id }
      let silent = try ask(address, &known, hub)
      try wait(for: silent, in: log, &known)
    }
    for id in known.keys { known[id]?.measure(at: now) }
    origins = known.values.sorted { $0.id < $1.id }
    if let checkpoint {
      let end = try storing { () throws(JournalError) in try log.bounds().upperBound }
      origins.removeAll { $0.id == checkpoint.origin }
      origins.insert(Origin(checkpoint, end: end, now), at: 0)
    }
  }

  /// Asks the engine what the origins said, and what it would bring of them.
  ///
  /// - Returns: those of which it would bring no more, though they said that there is.
  private mutating func ask(
    _ address: EngineAddress, _ known: inout [String: Origin], _ hub: String?
  ) throws(RelayError) -> [String] {
    do throws(RelayError) {
      let subject = try RelaySubject(stream)
      let connection = try EngineConnection(address, name: "tlm relay status")
      defer { connection.close() }
      isConnected = true
      guard let kept = try EngineStream(JetStream(connection), existing: stream) else { return [] }
      weaknesses = kept.weaknesses
      for name in try kept.state(subjects: subject.heads).subjects.keys {
        guard let (id, _) = subject.parse(name),
          let head = try kept.last(of: name).flatMap({ RelayHead($0.payload) }), head.origin == id
        else { continue }
        known[id, default: Origin(id, head.words)].take(head)
      }
      let short = known.values.filter { $0.isPulled && $0.isShort }.map(\.id)
      return short.filter { id in
        // Whoever may not ask that is not told.
        guard let hub else { return false }
        let name = ConsumerSettings.name(of: id, at: hub)
        return ((try? EngineConsumer.state(of: name, in: kept)) ?? nil)?.isDone ?? false
      }
    } catch {
      guard error.isPassing else { throw error }
      isConnected = false
      return []
    }
  }

  /// What the engine would not bring any more is missing, unless it came while the engine was asked.
  private func wait(
    for silent: [String], in log: EventLog, _ known: inout [String: Origin]
  ) throws(RelayError) {
    if silent.isEmpty { return }
    let ledger = try storing { () throws(JournalError) in try log.readPullLedger() }
    for id in silent {
      if let run = ledger.last[id], run.text.after.offset > known[id]?.pulled?.offset ?? 0 {
        known[id]?.pulled = run.text.after
      }
      known[id]?.lack()
    }
  }
}

extension RelayStatus.Origin {
  /// As the log knows it.
  fileprivate init(_ run: PulledRun) {
    self.init(
      run.origin, OriginWords(host: run.text.host, store: run.text.store, version: ""))
    pulled = run.text.after
    verified = run.text.verified
  }

  fileprivate init(_ origin: PullReport.Origin) { self.init(origin.id, origin.words) }

  /// What the puller said of it last.
  fileprivate mutating func take(_ origin: PullReport.Origin) {
    words = origin.words
    // The log is newer than the file, or the file knows what the log need not say.
    if origin.place.offset >= pulled?.offset ?? 0 { pulled = origin.place }
    if origin.verified.offset >= verified?.offset ?? 0 { verified = origin.verified }
    waitingSince = origin.waitingSince
    reason = origin.reason
    if let head = origin.head { take(head) }
  }

  fileprivate mutating func take(_ head: RelayHead) {
    guard head.place.offset >= pushed?.offset ?? 0 else { return }
    words = head.words
    pushed = head.place
    // It said so by the engine, which took all before.
    acknowledged = head.place
    heard = head.time
  }

  /// Whether lines of it are here.
  fileprivate var isPulled: Bool { !isOwn && pulled != nil }

  /// Whether it said that it has pushed more than is here, and nothing says yet that it waits.
  fileprivate var isShort: Bool {
    waitingSince == nil && pushed?.offset ?? 0 > pulled?.offset ?? 0
  }

  /// It waits for what the engine has lost, if that did not come meanwhile.
  fileprivate mutating func lack() {
    guard isShort else { return }
    waitingSince = heard
    reason = "lines are missing that the engine would not bring; tlm relay pull asks the origin"
  }

  /// How far the log is behind what it pushed.
  fileprivate mutating func measure(at now: Timestamp) {
    let pulled = pulled ?? .start
    guard let pushed, pushed.offset > pulled.offset else {
      behind.events = 0
      return
    }
    behind.events = max(0, pushed.lines - pulled.lines)
    behind.bytes = pushed.offset - pulled.offset
    behind.seconds = heard.map { max(0, now.seconds(since: $0)) } ?? 0
  }

  /// This store, as it pushes.
  fileprivate init(_ checkpoint: PushCheckpoint, end: Position, _ now: Timestamp) {
    self.init(checkpoint.origin, OriginWords(host: "", store: "", version: ""))
    isOwn = true
    pushed = checkpoint.place
    acknowledged = checkpoint.place
    heard = checkpoint.time
    behind.bytes = max(0, end.rawValue - checkpoint.through.position.rawValue)
    behind.events = behind.bytes == 0 ? 0 : nil
    behind.seconds = behind.bytes == 0 ? 0 : max(0, now.seconds(since: checkpoint.time))
  }
}

extension Timestamp {
  fileprivate func seconds(since other: Timestamp) -> Double {
    Double(rawValue &- other.rawValue) / 1e9
  }
}
