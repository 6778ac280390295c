import Events
import Folding
import Journal
import Lines

/// What is counted of lines before they go: revisions of streams, idempotency keys, events.
struct PruneSurvey: Sendable {
  private var streams: [SortedRecords.Key: (events: Int64, last: Position)] = [:]
  private var keys: [SortedRecords.Key: PrunedKey] = [:]
  private(set) var events = 0

  /// Goes on from an earlier base, and looks at every line from its cut to a new one.
  ///
  /// - Throws: `system` where that base is damaged or the log cannot be read, `truncated`.
  init(of log: EventLog, after base: LogBase?, from start: Position, to cut: Position)
    throws(JournalError)
  {
    if let base { try take(base) }
    let parser = LineParser()
    var lines = try log.read(from: start, to: cut)
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      events += batch.count
      for index in 0..<batch.count { add(batch.event(at: index)) }
    }
  }

  private mutating func take(_ base: LogBase) throws(JournalError) {
    for record in try PrunedAppends.streams(in: base).all() {
      streams[record.key] = (record.numbers[0], Position(rawValue: record.numbers[1]))
    }
    for record in try PrunedAppends.keys(in: base).all() {
      keys[record.key] = PrunedAppends.pruned(record.numbers)
    }
  }

  private mutating func add(_ event: borrowing Event) {
    if let stream = Label(event.stream) {
      let key = PrunedAppends.key(of: stream)
      streams[key] = ((streams[key]?.events ?? 0) + 1, event.position)
    }
    guard let text = Label(event.idempotencyKey) else { return }
    let key = PrunedAppends.key(of: text)
    // The first one stays.
    guard keys[key] == nil else { return }
    keys[key] = PrunedKey(
      position: event.position, end: event.position.advanced(by: event.line.count + 1),
      content: EventContent.key(of: event))
  }

  /// The sections of a base.
  var sections: [(name: String, bytes: [UInt8])] {
    let streams = streams.map { key, stream in
      SortedRecords.Record(key: key, numbers: [stream.events, stream.last.rawValue])
    }
    let keys = keys.map { key, event in
      SortedRecords.Record(
        key: key,
        numbers: [
          event.position.rawValue, event.end.rawValue, Int64(bitPattern: event.content.high),
          Int64(bitPattern: event.content.low),
        ])
    }
    return [
      (
        PrunedAppends.streams,
        SortedRecords.bytes(of: streams, width: PrunedAppends.streamWidth)
      ), (PrunedAppends.keys, SortedRecords.bytes(of: keys, width: PrunedAppends.keyWidth)),
    ]
  }
}
