import Events

/// The order in which events are put together: by time, those of one producer as they stand in the
/// log where its clock was set back by a minute at most.
enum EventOrder {
  private struct Producer: Hashable {
    let keys: [Label?]
  }

  private static let step_ns: Int64 = 60_000_000_000

  static func sorted(_ events: [TracedEvent]) -> [TracedEvent] {
    let events = timed(events.sorted { $0.position < $1.position })
    var latest: [Producer: Int64] = [:]
    let keyed = events.map { event -> (key: Int64, event: TracedEvent) in
      let producer = Producer(keys: [event.keys.tool, event.keys.session, event.keys.run])
      let time = event.time?.rawValue ?? .min
      let before = latest[producer] ?? .min
      let (lag, isFar) = before.subtractingReportingOverflow(time)
      let key = before > time && !isFar && lag <= step_ns ? before : time
      latest[producer] = key
      return (key, event)
    }
    return keyed.sorted { ($0.key, $0.event.position) < ($1.key, $1.event.position) }.map(\.event)
  }

  /// Events before the first that has a time get that one, so that all have one or none has.
  private static func timed(_ events: [TracedEvent]) -> [TracedEvent] {
    guard let first = events.lazy.compactMap(\.time).first else { return events }
    var time = first
    return events.map { event in
      time = event.time ?? time
      var event = event
      event.time = time
      return event
    }
  }
}
