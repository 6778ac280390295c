import Events
import Journal
import Lines
import Views

/// The lines that were pushed between two places, read from the log anew.
struct RelayedStretch: Sendable {
  /// A line as it stands in the log now.
  struct Item: Sendable {
    let line: RelayLine
    /// Whether it was redacted since, or before: it is not what it was.
    let isBlanked: Bool
  }

  let start: RelayPlace
  let end: RelayPlace
  let items: [Item]
  /// Whether what is read now takes as many bytes as it did, and is what it was but for what was redacted.
  let isTrue: Bool

  /// Whether any line of it was redacted.
  var hasBlanks: Bool { items.contains { $0.isBlanked } }

  /// - Parameters:
  ///   - entry: where it begins.
  ///   - end: where it ends, and up to where the log was looked at then.
  /// - Throws: `truncated` where it was pruned; as the log does.
  init(
    of log: EventLog, from entry: PushPlaces.Entry, to end: RelayPlace, through: Position,
    _ filters: [(start: Position, filter: Filter)]
  ) throws {
    var rule = PushRule(pulledEnd: entry.pulledEnd, filters)
    var reader = try BatchReader(log, from: entry.through)
    let blanked = Set(try log.redactedLines(in: entry.through..<through).map(\.start))
    var place = entry.place
    var items: [Item] = []
    while let batch = try reader.next(to: through) {
      for index in 0..<batch.count {
        let event = batch.event(at: index)
        guard rule.takes(event) else { continue }
        let line = RelayLine(event, at: place.offset)
        items.append(Item(line: line, isBlanked: blanked.contains(line.position)))
        place.pass(event.line, at: event.position)
      }
    }
    (start, self.end, self.items) = (entry.place, end, items)
    let isWhole = place.offset == end.offset && place.lines == end.lines
    isTrue = isWhole && (place.chain == end.chain || items.contains { $0.isBlanked })
  }
}

extension RelayLine {
  /// An event's line as it is relayed.
  init(_ event: borrowing Event, at offset: Int64) {
    // Sound: the bytes are copied while the event is lent.
    let bytes = unsafe event.line.withUnsafeBufferPointer { unsafe Array($0) }
    self.init(
      position: event.position, offset: offset,
      time: event.hasOwnTime ? nil : event.knownTime, bytes: bytes)
  }
}
