import Events
package import SystemCalls

/// One hold of the log's lock, in which the next lines of a source go into the log.
package struct DrainHold: Sendable {
  /// The last marker of each source; what is changed here is kept in the hint.
  var cursors: Cursors
  private(set) var tail: Tail
  private let hint: Cursors?
  private let search: CursorSearch

  init(_ tail: inout Tail) throws(JournalError) {
    do throws(SystemError) {
      search = CursorSearch(layout: tail.layout, end: try tail.end())
      hint = try search.hint()
      cursors = try search.cursors(from: hint)
    } catch { throw JournalError(error) }
    self.tail = tail
    try finishBlanking()
  }

  var options: EventLog.Options { tail.options }
  var layout: StoreLayout { search.layout }

  /// Up to where the log has a source.
  mutating func cursor(
    of content: some SourceContent, named name: String
  ) throws(JournalError) -> Int64 {
    try journaled { () throws(SystemError) in
      try tail.cursor(of: content, named: name, &cursors, search)
    }
  }

  /// Appends the next lines of a source behind a marker, in one write.
  ///
  /// - Returns: how many bytes of the source are in the log that were not before, and the end of
  ///   what was there before.
  mutating func take<Origin: Source>(
    _ content: Origin.Content, of source: Origin
  ) throws(JournalError) -> (moved: Int64, cursor: Int64) {
    let (cursor, step) = try journaled { () throws(SystemError) in
      let cursor = try tail.cursor(of: content, named: source.name, &cursors, search)
      let step = try content.step(
        from: cursor, limit: EventLog.Options.drainLimit, isComplete: source.isComplete)
      return (cursor, step)
    }
    switch step {
    case .nothing: return (0, cursor)
    case .lines(let lines):
      try mark(content, named: source.name, from: cursor, lines)
      return (Int64(lines.count), cursor)
    case .skip(let length, let reason):
      try skip(length, reason, content, named: source.name, from: cursor)
      return (length, cursor)
    }
  }

  /// How many bytes are kept of what is passed over.
  private static let keptLimit: Int64 = 1 << 20

  /// Says in the log that bytes of a source can be no line, and goes on behind them.
  private mutating func skip(
    _ length: Int64, _ reason: SourceStep.SkipReason, _ content: some SourceContent,
    named name: String, from cursor: Int64
  ) throws(JournalError) {
    if reason != .zeros {
      try journaled { () throws(SystemError) in
        try keep(content, named: name, from: cursor, min(Self.keptLimit, length))
      }
    }
    let said = NewEvent(
      LogEventName.skipped.rawValue, at: .now(),
      fields: [
        Member("source", .string(name)), Member("from", .integer(cursor)),
        Member("length", .integer(length)), Member("reason", .string(reason.rawValue)),
      ])
    try mark(content, named: name, from: cursor + length, saying: said.line())
  }

  /// Keeps how a long line begins, where there is a place for it.
  private func keep(
    _ content: some SourceContent, named name: String, from cursor: Int64, _ length: Int64
  ) throws(SystemError) {
    let file = String("\(name.replacing("/", with: "-"))-\(cursor)".suffix(200))
    do throws(SystemError) {
      let kept = try content.bytes(at: cursor, count: Int(length))
      try Folder.make(search.layout.damaged)
      try Folder.replace(search.layout.damaged + "/" + file, with: kept, isSynced: true)
    } catch {
      // What stands in the way does so for good; the source has the bytes, and the log goes on.
      if !Tail.forbids.contains(error.number) { throw error }
    }
  }

  /// A marker and the bytes that follow it (none, where a source only begins anew).
  ///
  /// - Parameter said: a line that comes before the marker.
  mutating func mark(
    _ content: some SourceContent, named name: String, from cursor: Int64, _ lines: [UInt8] = [],
    saying said: [UInt8] = []
  ) throws(JournalError) {
    let length = Int64(lines.count)
    var marker = try journaled { () throws(SystemError) in
      Marker(
        source: name, from: cursor, length: length,
        at: try tail.end().advanced(by: said.count),
        head: try content.head(cursor + length))
    }
    let time = Timestamp.now()
    var head = marker.line(time: time)
    // Whoever writes a marker into a source, with the very place where it comes to stand, would say
    // what is tlm's to say: behind a blank line it stands elsewhere, and is none.
    while !Marker.all(in: lines.span, at: marker.at.advanced(by: head.count)).isEmpty {
      marker.at = marker.at.advanced(by: 1)
      head = marker.line(time: time)
    }
    let blank = marker.at.rawValue - Int64(said.count) - (try end()).rawValue
    var batch = Newlines.blank(count: Int(blank)) + said + head + lines
    if batch.last != Newlines.byte { batch.append(Newlines.byte) }
    let (_, position) = try tail.write(batch.span)
    // It does not look any more as it did when all of it was in the log.
    if name == SourceName.inbox { cursors.inbox = nil }
    cursors.markers[marker.source] = marker
    cursors.told[marker.source] = nil
    cursors.through = Position(rawValue: position.rawValue + Int64(batch.count))
  }

  private mutating func end() throws(JournalError) -> Position {
    try journaled { () throws(SystemError) in try tail.end() }
  }

  /// Makes durable what the log has: before a source goes that has no other copy of its lines.
  ///
  /// Thousands of small sources that go after each other cost one sync.
  package mutating func sync() throws(SystemError) {
    let (segment, length, _) = try tail.closed()
    let end = Position(rawValue: segment.base.rawValue + length)
    if tail.syncedEnd == end { return }
    try segment.sync()
    tail.syncedEnd = end
  }

  /// A source is gone: its name is free for another one.
  package mutating func forget(_ name: String) { cursors.forget(name) }

  /// How many bytes of the log the next drain may have to look through again.
  private static let staleLimit: Int64 = 1 << 20

  /// Keeps the cursors as a hint: without it, or with an old one, the next drain only reads more
  /// of the log.
  func save() {
    if let hint, hint.markers == cursors.markers, hint.told == cursors.told,
      hint.inbox == cursors.inbox, hint.repeats == cursors.repeats,
      cursors.through.rawValue - hint.through.rawValue < Self.staleLimit
    {
      return
    }
    guard let check = try? search.check(before: cursors.through) else { return }
    var saved = cursors
    saved.check = check
    try? Folder.replace(search.layout.cursors, with: saved.bytes, isSynced: false)
  }
}
