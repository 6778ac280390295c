import Events
import Journal
import Lines
import TestSupport
import Index

/// One event of a log, found in the plainest way there is.
struct PlainEvent {
  let position: Int64
  let time: Int64?
  let recorded: RecordedEvent
}

/// Reads the files of a log, cuts them at newlines and parses each line by itself.
enum PlainScan {
  static func events(of built: BuiltLog) throws -> [PlainEvent] {
    var events: [PlainEvent] = []
    var lastTime: Int64?
    var end: Int64 = 0
    for base in try SegmentList(built.log.layout).bases {
      let bytes = try Disk.bytes(built.log.layout.segment(base))
      end = base.rawValue + add(bytes, at: base.rawValue, &lastTime, &events)
    }
    _ = add(built.waiting, at: end, &lastTime, &events)
    return events
  }

  /// Adds the events of whole lines, and says how long these lines are.
  private static func add(
    _ bytes: [UInt8], at base: Int64, _ lastTime: inout Int64?, _ events: inout [PlainEvent]
  ) -> Int64 {
    let parser = LineParser()
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 10) {
      let batch = parser.parse(LineChunk(Array(bytes[start..<newline])))
      if batch.count == 1 {
        let recorded = RecordedEvent(copying: batch.event(at: 0))
        if recorded.isTimed { lastTime = recorded.time?.rawValue }
        let position = base + Int64(start) + recorded.position.rawValue
        let time = batch.isTimeUnreadable(at: 0) ? nil : lastTime
        events.append(PlainEvent(position: position, time: time, recorded: recorded))
      }
      start = newline + 1
    }
    return Int64(start)
  }

  /// What a query must find.
  static func answer(_ query: Query, in events: [PlainEvent]) -> [PlainEvent] {
    var found = events.filter { event in
      event.position >= query.from?.rawValue ?? 0
        && event.position < query.to?.rawValue ?? .max
        && PlainFilter(query.filter).matches(event)
    }
    if query.newestFirst { found.reverse() }
    return query.limit.map { Array(found.prefix($0)) } ?? found
  }
}
