import Events
import Journal
import Lines

@testable import Views

/// One event as a reader of the whole log sees it.
struct SeenEvent: Equatable, CustomStringConvertible {
  let position: Position
  let line: String
  let time: Timestamp?
  let isTimed: Bool

  var description: String { "\(position) \(time?.rawValue ?? -1) \(line.prefix(200))" }
}

/// What a source of lines comes to: the picked events, and what is counted on the way.
struct Scanned: Equatable {
  var events: [SeenEvent] = []
  var count = 0
  var quarantined = 0
  var lastTime: Timestamp?
  var clock = LogClock()
  var through: Position?

  /// Reads `source` to its end and keeps the events that `isWanted` wants.
  init<Source: LineSource & ~Copyable>(
    _ source: consuming Source, _ isWanted: (borrowing Event) -> Bool = { _ in true }
  ) throws {
    let parser = LineParser()
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      lastTime = batch.resolveTimes(from: lastTime)
      count += chunk.gathering?.events ?? batch.count
      quarantined += chunk.gathering?.quarantined ?? batch.quarantined.count
      for index in 0..<batch.count {
        let event = batch.event(at: index)
        if chunk.gathering == nil, let time = event.time, event.isTimed { clock.observe(time) }
        guard isWanted(event) else { continue }
        events.append(SeenEvent(event))
      }
      if let gathering = chunk.gathering { clock = gathering.clock }
      through =
        chunk.gathering?.stretch.upperBound
        ?? Position(rawValue: chunk.position.rawValue + Int64(chunk.count))
    }
  }
}

extension SeenEvent {
  init(_ event: borrowing Event) {
    position = event.position
    line = unsafe event.line.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    time = event.time
    isTimed = event.isTimed
  }
}
